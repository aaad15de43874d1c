-- What a tenant's singletons do by the clock. A reminder's tick only nudges: what is due stands here.
CREATE TABLE IF NOT EXISTS schedule (
    tenant      text        NOT NULL,
    singleton   text        NOT NULL,
    interval_ms bigint      NOT NULL,
    next_run_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, singleton)
);

CREATE TABLE IF NOT EXISTS reminder_run (
    tenant     text        NOT NULL,
    singleton  text        NOT NULL,
    due_at     timestamptz NOT NULL,
    status     text        NOT NULL,
    started_at timestamptz NULL,
    ended_at   timestamptz NULL,
    checkpoint text        NOT NULL DEFAULT '',
    detail     text        NULL,
    PRIMARY KEY (tenant, singleton, due_at)
);

CREATE INDEX IF NOT EXISTS ix_reminder_run_claimed ON reminder_run (tenant, singleton) WHERE status = 'claimed';

SELECT isolate('schedule');
SELECT isolate('reminder_run');
