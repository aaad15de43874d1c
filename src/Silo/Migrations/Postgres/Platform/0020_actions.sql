-- One row an action; its state is changed by conditional update only. `proposal` is what was proposed, exactly, and what is run. Plain reads are
-- written in batches after they ran.
CREATE TABLE IF NOT EXISTS agent_execution (
    tenant         text             NOT NULL,
    id             text             NOT NULL,
    status         text             NOT NULL,
    proposed_at    timestamptz      NOT NULL,
    ended_at       timestamptz      NULL,
    agent          text             NOT NULL,
    interaction_id text             NULL,
    proposal       text             NOT NULL,
    verdict        text             NULL,
    risk           text             NULL,
    reasons        text             NOT NULL DEFAULT '[]',
    preview        text             NULL,
    approval_id    text             NULL,
    rows_affected  bigint           NULL,
    duration_ms    double precision NOT NULL DEFAULT 0,
    undoable       boolean          NOT NULL DEFAULT false,
    outcome        text             NULL,
    error          text             NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS ix_execution_newest ON agent_execution (tenant, proposed_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS ix_execution_executing ON agent_execution (tenant, id) WHERE status = 'executing';

SELECT isolate('agent_execution');

-- Requests for a human's decision; the truth for approvals. A decision is one conditional update on status, decisions, hash and expiry.
CREATE TABLE IF NOT EXISTS human_approval_queue (
    tenant         text             NOT NULL,
    id             text             NOT NULL,
    status         text             NOT NULL,
    summary        text             NOT NULL,
    agent          text             NOT NULL,
    tool           text             NOT NULL,
    source         text             NOT NULL,
    arguments      text             NOT NULL,
    sql            text             NULL,
    risk           text             NOT NULL,
    reasons        text             NOT NULL,
    preview        text             NULL,
    requested_by   text             NOT NULL,
    interaction_id text             NULL,
    hash           text             NOT NULL,
    quorum         integer          NOT NULL,
    decisions      text             NOT NULL,
    created_at     timestamptz      NOT NULL,
    expires_at     timestamptz      NOT NULL,
    replaced_by    text             NULL,
    execution_id   text             NULL,
    result         text             NULL,
    executed_at    timestamptz      NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS ix_approval_newest ON human_approval_queue (tenant, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS ix_approval_pending ON human_approval_queue (tenant, expires_at) WHERE status = 'pending';
CREATE INDEX IF NOT EXISTS ix_approval_approved ON human_approval_queue (tenant, id) WHERE status = 'approved';

SELECT isolate('human_approval_queue');

-- What waits for a human is unfinished too.
DROP INDEX IF EXISTS ix_interaction_unfinished;
CREATE INDEX ix_interaction_unfinished ON agent_interaction (tenant, id) WHERE ended_at IS NULL;
