-- One row a question; the only truth of its run. `version` guards every change; an ended row whose `learned_version` is older
-- waits for its agent to learn from it.
CREATE TABLE IF NOT EXISTS agent_interaction (
    tenant          TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    status          TEXT    NOT NULL,
    agent           TEXT    NULL,
    source          TEXT    NOT NULL,
    conversation_id TEXT    NULL,
    question        TEXT    NOT NULL,
    time_zone       TEXT    NULL,
    created_at      INTEGER NOT NULL,
    ended_at        INTEGER NULL,
    learned_version INTEGER NOT NULL DEFAULT 0,
    duration_ms     REAL    NOT NULL DEFAULT 0,
    answer          TEXT    NULL,
    sql             TEXT    NULL,
    confidence      REAL    NOT NULL DEFAULT 0,
    model           TEXT    NULL,
    input_tokens    INTEGER NOT NULL DEFAULT 0,
    output_tokens   INTEGER NOT NULL DEFAULT 0,
    approval_id     TEXT    NULL,
    execution_id    TEXT    NULL,
    result          TEXT    NULL,
    transcript      TEXT    NOT NULL DEFAULT '{}',
    error           TEXT    NULL,
    feedback        TEXT    NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS ix_interaction_newest ON agent_interaction (tenant, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS ix_interaction_conversation ON agent_interaction (tenant, conversation_id, created_at) WHERE conversation_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_interaction_unfinished ON agent_interaction (tenant, status) WHERE status = 'running';
CREATE INDEX IF NOT EXISTS ix_interaction_unlearned ON agent_interaction (tenant, agent, id) WHERE ended_at IS NOT NULL AND learned_version < version;
