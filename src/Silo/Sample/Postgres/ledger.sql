-- Of every approved action that ran, one row, written in its own transaction: an action runs once, whatever dies. It belongs to the
-- platform and not to the business: no reading login sees it.
CREATE SCHEMA agentcluster_ledger;
CREATE TABLE agentcluster_ledger.executed_action (
    action_id text PRIMARY KEY,
    executed_at timestamptz NOT NULL DEFAULT now(),
    rows_affected bigint NOT NULL,
    undo text
);
