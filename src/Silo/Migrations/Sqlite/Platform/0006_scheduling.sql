-- What a tenant's singletons do by the clock. A reminder's tick only nudges: what is due stands here.
CREATE TABLE IF NOT EXISTS schedule (
    tenant      TEXT    NOT NULL,
    singleton   TEXT    NOT NULL,
    interval_ms INTEGER NOT NULL,
    next_run_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, singleton)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS reminder_run (
    tenant     TEXT    NOT NULL,
    singleton  TEXT    NOT NULL,
    due_at     INTEGER NOT NULL,
    status     TEXT    NOT NULL,
    started_at INTEGER NULL,
    ended_at   INTEGER NULL,
    checkpoint TEXT    NOT NULL DEFAULT '',
    detail     TEXT    NULL,
    PRIMARY KEY (tenant, singleton, due_at)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS ix_reminder_run_claimed ON reminder_run (tenant, singleton) WHERE status = 'claimed';
