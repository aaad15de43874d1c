-- The discovered catalog of a source: a head that names the run, and one row an object in the order of the catalog.
CREATE TABLE IF NOT EXISTS catalog_head (
    tenant        TEXT    NOT NULL,
    source        TEXT    NOT NULL,
    dialect       TEXT    NOT NULL,
    fingerprint   TEXT    NOT NULL,
    version       TEXT    NOT NULL,
    discovered_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, source)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS catalog_object (
    tenant      TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('table', 'view', 'relationship')),
    name        TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    fingerprint TEXT    NOT NULL,
    payload     TEXT    NOT NULL,
    PRIMARY KEY (tenant, source, kind, name)
);

CREATE TABLE IF NOT EXISTS catalog_change (
    tenant   TEXT    NOT NULL,
    source   TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    position INTEGER NOT NULL,
    object   TEXT    NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('added', 'removed', 'changed')),
    detail   TEXT    NOT NULL,
    PRIMARY KEY (tenant, source, at, position)
) WITHOUT ROWID;
