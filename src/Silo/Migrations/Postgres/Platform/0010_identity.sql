-- Tenants, and the keys by which callers enter them. `roles` is a set of bits: 1 ask, 2 approve, 4 operate, 8 admin. `hash` is SHA-256 of
-- the whole key. Keys are revoked, never deleted: from the first key on nobody is let in without one.
CREATE TABLE IF NOT EXISTS tenant (
    name       text        NOT NULL PRIMARY KEY,
    created_at timestamptz NOT NULL,
    closed_at  timestamptz NULL
);

INSERT INTO tenant (name, created_at) VALUES ('local', now()) ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS api_key (
    id           text        NOT NULL PRIMARY KEY,
    tenant       text        NOT NULL REFERENCES tenant (name),
    name         text        NOT NULL,
    hash         text        NOT NULL,
    roles        integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    last_used_at timestamptz NULL,
    expires_at   timestamptz NULL,
    revoked_at   timestamptz NULL
);

CREATE INDEX IF NOT EXISTS api_key_by_tenant ON api_key (tenant, created_at);

-- A credential is read before a tenant is known, by the two functions below, which run as the owner: so row security is not forced on
-- this table. It binds the silo's login all the same, which owns nothing, and which the migration lets read every column but `hash`.
-- Should it bind the owner after all, `row_security = off` makes the functions fail: no key found would mean local mode, open to this machine.
SELECT isolate('api_key');
ALTER TABLE api_key NO FORCE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION find_api_key(key_id text) RETURNS SETOF api_key
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = agentcluster, pg_temp SET row_security = off
AS $body$ SELECT k.* FROM api_key k JOIN tenant t ON t.name = k.tenant WHERE k.id = key_id AND t.closed_at IS NULL $body$;

CREATE OR REPLACE FUNCTION any_api_key() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = agentcluster, pg_temp SET row_security = off
AS $body$ SELECT EXISTS (SELECT FROM api_key) $body$;

REVOKE ALL ON FUNCTION find_api_key, any_api_key FROM PUBLIC;

-- The silo's login may revoke a key, and nobody may take that back.
CREATE OR REPLACE FUNCTION refuse_revival() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'API key % stays revoked', OLD.id USING ERRCODE = 'insufficient_privilege';
END
$body$;

CREATE OR REPLACE TRIGGER api_key_stays_revoked BEFORE UPDATE OF revoked_at ON api_key FOR EACH ROW
    WHEN (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) EXECUTE FUNCTION refuse_revival();
