-- Who may decide, one row a tenant: the list is replaced as a whole, and every decision reads it whole.
CREATE TABLE IF NOT EXISTS approver_list (
    tenant text NOT NULL PRIMARY KEY,
    people text NOT NULL
);

SELECT isolate('approver_list');

-- `revision` rises with every step of a request, and with who may decide over it; `due_at` is when the clock next has something to do with it;
-- `content` is a digest of what is asked: of equal requests only one is open.
ALTER TABLE human_approval_queue
    ADD COLUMN revision bigint NOT NULL DEFAULT 0,
    ADD COLUMN due_at timestamptz NOT NULL DEFAULT 'epoch',
    ADD COLUMN escalated_at timestamptz NULL,
    ADD COLUMN reminders integer NOT NULL DEFAULT 0,
    ADD COLUMN content text NULL;

-- The owner is bound by row security as well, and stands for no tenant here.
ALTER TABLE human_approval_queue NO FORCE ROW LEVEL SECURITY;
ALTER TABLE notification_subject NO FORCE ROW LEVEL SECURITY;
UPDATE human_approval_queue SET due_at = expires_at;
INSERT INTO notification_subject (tenant, topic, subject, version) SELECT tenant, 'approval', id, 1 FROM human_approval_queue WHERE status = 'pending';
ALTER TABLE human_approval_queue FORCE ROW LEVEL SECURITY;
ALTER TABLE notification_subject FORCE ROW LEVEL SECURITY;

DROP INDEX IF EXISTS ix_approval_pending;
CREATE INDEX IF NOT EXISTS ix_approval_due ON human_approval_queue (tenant, due_at) WHERE status = 'pending';
CREATE UNIQUE INDEX IF NOT EXISTS ix_approval_open ON human_approval_queue (tenant, agent, content) WHERE status = 'pending';

-- A proposal that was the same as one that waited for a decision is that one.
CREATE TABLE IF NOT EXISTS agent_execution_joined (
    tenant         text NOT NULL,
    id             text NOT NULL,
    execution_id   text NOT NULL,
    interaction_id text NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS ix_execution_joined ON agent_execution_joined (tenant, execution_id);

SELECT isolate('agent_execution_joined');
