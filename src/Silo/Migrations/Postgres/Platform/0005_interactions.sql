-- One row a question; the only truth of its run. `version` guards every change; an ended row whose `learned_version` is older
-- waits for its agent to learn from it. `result` is text: a result is handed back byte for byte.
CREATE TABLE IF NOT EXISTS agent_interaction (
    tenant          text             NOT NULL,
    id              text             NOT NULL,
    version         bigint           NOT NULL,
    status          text             NOT NULL,
    agent           text             NULL,
    source          text             NOT NULL,
    conversation_id text             NULL,
    question        text             NOT NULL,
    time_zone       text             NULL,
    created_at      timestamptz      NOT NULL,
    ended_at        timestamptz      NULL,
    learned_version bigint           NOT NULL DEFAULT 0,
    duration_ms     double precision NOT NULL DEFAULT 0,
    answer          text             NULL,
    sql             text             NULL,
    confidence      double precision NOT NULL DEFAULT 0,
    model           text             NULL,
    input_tokens    bigint           NOT NULL DEFAULT 0,
    output_tokens   bigint           NOT NULL DEFAULT 0,
    approval_id     text             NULL,
    execution_id    text             NULL,
    result          text             NULL,
    transcript      text             NOT NULL DEFAULT '{}',
    error           text             NULL,
    feedback        text             NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS ix_interaction_newest ON agent_interaction (tenant, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS ix_interaction_conversation ON agent_interaction (tenant, conversation_id, created_at) WHERE conversation_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS ix_interaction_unfinished ON agent_interaction (tenant, status) WHERE status = 'running';
CREATE INDEX IF NOT EXISTS ix_interaction_unlearned ON agent_interaction (tenant, agent, id) WHERE ended_at IS NOT NULL AND learned_version < version;
CREATE INDEX IF NOT EXISTS ix_interaction_ended ON agent_interaction (tenant, source, created_at DESC, id DESC) WHERE ended_at IS NOT NULL;

SELECT isolate('agent_interaction');
