-- What happened to every action, one row a step, written in the transaction of the step. The sealer numbers and hashes new rows, once.
CREATE TABLE IF NOT EXISTS agent_execution_log (
    tenant         TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    at             INTEGER NOT NULL,
    event          TEXT    NOT NULL,
    execution_id   TEXT    NULL,
    interaction_id TEXT    NULL,
    approval_id    TEXT    NULL,
    agent          TEXT    NULL,
    tool           TEXT    NULL,
    source         TEXT    NULL,
    verdict        TEXT    NULL,
    risk           TEXT    NULL,
    status         TEXT    NULL,
    row_count      INTEGER NULL,
    duration_ms    REAL    NULL,
    by             TEXT    NOT NULL,
    reasons        TEXT    NOT NULL,
    error          TEXT    NULL,
    arguments      TEXT    NULL,
    digest         TEXT    NULL,
    seq            INTEGER NULL,
    hash           TEXT    NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, seq),
    CHECK ((seq IS NULL) = (hash IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS execution_log_unsealed ON agent_execution_log (tenant, id) WHERE seq IS NULL;
CREATE INDEX IF NOT EXISTS execution_log_by_time ON agent_execution_log (tenant, at);
CREATE INDEX IF NOT EXISTS execution_log_by_interaction ON agent_execution_log (tenant, interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TRIGGER IF NOT EXISTS execution_log_no_update BEFORE UPDATE ON agent_execution_log
WHEN OLD.seq IS NOT NULL OR NEW.seq IS NULL
  OR NEW.tenant IS NOT OLD.tenant OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.event IS NOT OLD.event
  OR NEW.execution_id IS NOT OLD.execution_id OR NEW.interaction_id IS NOT OLD.interaction_id OR NEW.approval_id IS NOT OLD.approval_id
  OR NEW.agent IS NOT OLD.agent OR NEW.tool IS NOT OLD.tool OR NEW.source IS NOT OLD.source OR NEW.verdict IS NOT OLD.verdict
  OR NEW.risk IS NOT OLD.risk OR NEW.status IS NOT OLD.status OR NEW.row_count IS NOT OLD.row_count OR NEW.duration_ms IS NOT OLD.duration_ms
  OR NEW.by IS NOT OLD.by OR NEW.reasons IS NOT OLD.reasons OR NEW.error IS NOT OLD.error OR NEW.arguments IS NOT OLD.arguments
  OR NEW.digest IS NOT OLD.digest
BEGIN
    SELECT RAISE(ABORT, 'agent_execution_log is append-only');
END;

CREATE TRIGGER IF NOT EXISTS execution_log_no_delete BEFORE DELETE ON agent_execution_log
BEGIN
    SELECT RAISE(ABORT, 'agent_execution_log is append-only');
END;

-- End of a tenant's chain. Whoever seals moves it from what he read, so that of two at once one does.
CREATE TABLE IF NOT EXISTS execution_log_head (
    tenant TEXT    NOT NULL PRIMARY KEY,
    seq    INTEGER NOT NULL,
    hash   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The freeze switch: while it is on nothing of the tenant is changed or sent, whatever was approved.
CREATE TABLE IF NOT EXISTS tenant_freeze (
    tenant TEXT    NOT NULL PRIMARY KEY,
    frozen INTEGER NOT NULL,
    reason TEXT    NULL,
    by     TEXT    NOT NULL,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
