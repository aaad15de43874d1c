-- Messages to people. One whose sender died while handing it over is of unknown outcome and not sent again. `id` is the action a message comes from, and its Message-Id.
CREATE TABLE IF NOT EXISTS outbox (
    tenant     TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    channel    TEXT    NOT NULL,
    message    TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    attempts   INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at    INTEGER NULL,
    error      TEXT    NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (tenant, due_at) WHERE status = 'Pending';
