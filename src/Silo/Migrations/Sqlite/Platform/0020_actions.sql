-- One row an action; its state is changed by conditional update only. `proposal` is what was proposed, exactly, and what is run. Plain reads are
-- written in batches after they ran.
CREATE TABLE IF NOT EXISTS agent_execution (
    tenant         TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    status         TEXT    NOT NULL,
    proposed_at    INTEGER NOT NULL,
    ended_at       INTEGER NULL,
    agent          TEXT    NOT NULL,
    interaction_id TEXT    NULL,
    proposal       TEXT    NOT NULL,
    verdict        TEXT    NULL,
    risk           TEXT    NULL,
    reasons        TEXT    NOT NULL DEFAULT '[]',
    preview        TEXT    NULL,
    approval_id    TEXT    NULL,
    rows_affected  INTEGER NULL,
    duration_ms    REAL    NOT NULL DEFAULT 0,
    undoable       INTEGER NOT NULL DEFAULT 0,
    outcome        TEXT    NULL,
    error          TEXT    NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS ix_execution_newest ON agent_execution (tenant, proposed_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS ix_execution_executing ON agent_execution (tenant, id) WHERE status = 'executing';

-- Requests for a human's decision; the truth for approvals. A decision is one conditional update on status, decisions, hash and expiry.
CREATE TABLE IF NOT EXISTS human_approval_queue (
    tenant         TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    status         TEXT    NOT NULL,
    summary        TEXT    NOT NULL,
    agent          TEXT    NOT NULL,
    tool           TEXT    NOT NULL,
    source         TEXT    NOT NULL,
    arguments      TEXT    NOT NULL,
    sql            TEXT    NULL,
    risk           TEXT    NOT NULL,
    reasons        TEXT    NOT NULL,
    preview        TEXT    NULL,
    requested_by   TEXT    NOT NULL,
    interaction_id TEXT    NULL,
    hash           TEXT    NOT NULL,
    quorum         INTEGER NOT NULL,
    decisions      TEXT    NOT NULL,
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    replaced_by    TEXT    NULL,
    execution_id   TEXT    NULL,
    result         TEXT    NULL,
    executed_at    INTEGER NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS ix_approval_newest ON human_approval_queue (tenant, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS ix_approval_pending ON human_approval_queue (tenant, expires_at) WHERE status = 'pending';
CREATE INDEX IF NOT EXISTS ix_approval_approved ON human_approval_queue (tenant, id) WHERE status = 'approved';

-- What waits for a human is unfinished too.
DROP INDEX IF EXISTS ix_interaction_unfinished;
CREATE INDEX ix_interaction_unfinished ON agent_interaction (tenant, id) WHERE ended_at IS NULL;
