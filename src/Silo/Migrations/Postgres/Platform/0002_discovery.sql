-- The discovered catalog of a source: a head that names the run, and one row an object in the order of the catalog.
CREATE TABLE IF NOT EXISTS catalog_head (
    tenant        text        NOT NULL,
    source        text        NOT NULL,
    dialect       text        NOT NULL,
    fingerprint   text        NOT NULL,
    version       text        NOT NULL,
    discovered_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, source)
);

CREATE TABLE IF NOT EXISTS catalog_object (
    tenant      text    NOT NULL,
    source      text    NOT NULL,
    kind        text    NOT NULL CHECK (kind IN ('table', 'view', 'relationship')),
    name        text    NOT NULL,
    position    integer NOT NULL,
    fingerprint text    NOT NULL,
    payload     text    NOT NULL,
    PRIMARY KEY (tenant, source, kind, name)
);

CREATE TABLE IF NOT EXISTS catalog_change (
    tenant   text        NOT NULL,
    source   text        NOT NULL,
    at       timestamptz NOT NULL,
    position integer     NOT NULL,
    object   text        NOT NULL,
    kind     text        NOT NULL CHECK (kind IN ('added', 'removed', 'changed')),
    detail   text        NOT NULL,
    PRIMARY KEY (tenant, source, at, position)
);

SELECT isolate('catalog_head');
SELECT isolate('catalog_object');
SELECT isolate('catalog_change');
