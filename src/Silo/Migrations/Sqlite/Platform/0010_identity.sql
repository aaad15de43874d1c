-- Tenants, and the keys by which callers enter them. `roles` is a set of bits: 1 ask, 2 approve, 4 operate, 8 admin. `hash` is SHA-256 of
-- the whole key. Keys are revoked, never deleted: from the first key on nobody is let in without one.
CREATE TABLE IF NOT EXISTS tenant (
    name       TEXT    NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    closed_at  INTEGER NULL
) WITHOUT ROWID;

INSERT INTO tenant (name, created_at) VALUES ('local', unixepoch() * 1000) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS api_key (
    id           TEXT    NOT NULL PRIMARY KEY,
    tenant       TEXT    NOT NULL REFERENCES tenant (name),
    name         TEXT    NOT NULL,
    hash         TEXT    NOT NULL,
    roles        INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    created_by   TEXT    NOT NULL,
    last_used_at INTEGER NULL,
    expires_at   INTEGER NULL,
    revoked_at   INTEGER NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS api_key_by_tenant ON api_key (tenant, created_at);
