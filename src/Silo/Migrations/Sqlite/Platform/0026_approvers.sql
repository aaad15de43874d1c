-- Who may decide, one row a tenant: the list is replaced as a whole, and every decision reads it whole.
CREATE TABLE IF NOT EXISTS approver_list (
    tenant TEXT NOT NULL PRIMARY KEY,
    people TEXT NOT NULL
) WITHOUT ROWID;

-- `revision` rises with every step of a request, and with who may decide over it; `due_at` is when the clock next has something to do with it;
-- `content` is a digest of what is asked: of equal requests only one is open.
ALTER TABLE human_approval_queue ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE human_approval_queue ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE human_approval_queue ADD COLUMN escalated_at INTEGER NULL;
ALTER TABLE human_approval_queue ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;
ALTER TABLE human_approval_queue ADD COLUMN content TEXT NULL;
UPDATE human_approval_queue SET due_at = expires_at;
INSERT INTO notification_subject (tenant, topic, subject, version) SELECT tenant, 'approval', id, 1 FROM human_approval_queue WHERE status = 'pending';

DROP INDEX IF EXISTS ix_approval_pending;
CREATE INDEX IF NOT EXISTS ix_approval_due ON human_approval_queue (tenant, due_at) WHERE status = 'pending';
CREATE UNIQUE INDEX IF NOT EXISTS ix_approval_open ON human_approval_queue (tenant, agent, content) WHERE status = 'pending';

-- A proposal that was the same as one that waited for a decision is that one.
CREATE TABLE IF NOT EXISTS agent_execution_joined (
    tenant         TEXT NOT NULL,
    id             TEXT NOT NULL,
    execution_id   TEXT NOT NULL,
    interaction_id TEXT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS ix_execution_joined ON agent_execution_joined (tenant, execution_id);
