-- Sources put through the API. `connection` is ciphertext of ASP.NET Core data protection, or env:NAME in clear.
CREATE TABLE IF NOT EXISTS source (
    tenant            TEXT    NOT NULL,
    name              TEXT    NOT NULL,
    provider          TEXT    NOT NULL,
    connection        TEXT    NOT NULL,
    writable          INTEGER NOT NULL,
    read_only_objects TEXT    NOT NULL,
    denied_objects    TEXT    NOT NULL,
    updated_at        INTEGER NOT NULL,
    PRIMARY KEY (tenant, name)
) WITHOUT ROWID;
