-- What happened to every action, one row a step, written in the transaction of the step. The sealer numbers and hashes new rows, once;
-- the silo's login may insert rows and set these two columns, nothing else.
CREATE TABLE IF NOT EXISTS agent_execution_log (
    tenant         text             NOT NULL,
    id             text             NOT NULL,
    at             timestamptz      NOT NULL,
    event          text             NOT NULL,
    execution_id   text             NULL,
    interaction_id text             NULL,
    approval_id    text             NULL,
    agent          text             NULL,
    tool           text             NULL,
    source         text             NULL,
    verdict        text             NULL,
    risk           text             NULL,
    status         text             NULL,
    row_count      bigint           NULL,
    duration_ms    double precision NULL,
    by             text             NOT NULL,
    reasons        text             NOT NULL,
    error          text             NULL,
    arguments      text             NULL,
    digest         text             NULL,
    seq            bigint           NULL,
    hash           text             NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, seq),
    CHECK ((seq IS NULL) = (hash IS NULL))
);

CREATE INDEX IF NOT EXISTS execution_log_unsealed ON agent_execution_log (tenant, id) WHERE seq IS NULL;
CREATE INDEX IF NOT EXISTS execution_log_by_time ON agent_execution_log (tenant, at);
CREATE INDEX IF NOT EXISTS execution_log_by_interaction ON agent_execution_log (tenant, interaction_id) WHERE interaction_id IS NOT NULL;

CREATE OR REPLACE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seq IS NULL AND NEW.seq IS NOT NULL AND to_jsonb(OLD) - 'seq' - 'hash' = to_jsonb(NEW) - 'seq' - 'hash' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'agent_execution_log is append-only' USING ERRCODE = 'restrict_violation';
END
$body$;

DROP TRIGGER IF EXISTS execution_log_append_only ON agent_execution_log;
CREATE TRIGGER execution_log_append_only BEFORE UPDATE OR DELETE ON agent_execution_log FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
DROP TRIGGER IF EXISTS execution_log_no_truncate ON agent_execution_log;
CREATE TRIGGER execution_log_no_truncate BEFORE TRUNCATE ON agent_execution_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();

-- End of a tenant's chain. Whoever seals moves it from what he read, so that of two at once one does.
CREATE TABLE IF NOT EXISTS execution_log_head (
    tenant text   NOT NULL PRIMARY KEY,
    seq    bigint NOT NULL,
    hash   text   NOT NULL
);

-- The freeze switch: while it is on nothing of the tenant is changed or sent, whatever was approved.
CREATE TABLE IF NOT EXISTS tenant_freeze (
    tenant text        NOT NULL PRIMARY KEY,
    frozen boolean     NOT NULL,
    reason text        NULL,
    by     text        NOT NULL,
    at     timestamptz NOT NULL
);

SELECT isolate('agent_execution_log');
SELECT isolate('execution_log_head');
SELECT isolate('tenant_freeze');
