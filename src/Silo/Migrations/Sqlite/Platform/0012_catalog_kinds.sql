-- What a server's catalog holds beside tables. A check cannot be altered (https://sqlite.org/lang_altertable.html), so the table is made anew.
CREATE TABLE catalog_object_next (
    tenant      TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('table', 'view', 'relationship', 'function', 'enum', 'domain')),
    name        TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    fingerprint TEXT    NOT NULL,
    payload     TEXT    NOT NULL,
    PRIMARY KEY (tenant, source, kind, name)
);

INSERT INTO catalog_object_next SELECT tenant, source, kind, name, position, fingerprint, payload FROM catalog_object;
DROP TABLE catalog_object;
ALTER TABLE catalog_object_next RENAME TO catalog_object;
