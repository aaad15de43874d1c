-- Addresses of others' programs that are told what happens; `secret` and `previous` are ciphertext, the previous one signs as well until `previous_until`.
CREATE TABLE IF NOT EXISTS webhook (
    tenant         TEXT NOT NULL,
    name           TEXT NOT NULL,
    url            TEXT NOT NULL,
    events         TEXT NOT NULL,
    secret         TEXT NOT NULL,
    previous       TEXT NULL,
    previous_until INTEGER NULL,
    disabled       TEXT NULL,
    updated_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant, name)
) WITHOUT ROWID;

-- One row an event and a webhook; `id` is made of both, so that nothing is told twice under two ids. Of what has ended `body` is empty.
CREATE TABLE IF NOT EXISTS webhook_delivery (
    tenant     TEXT NOT NULL,
    id         TEXT NOT NULL,
    webhook    TEXT NOT NULL,
    body       TEXT NOT NULL,
    status     TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    due_at     INTEGER NOT NULL,
    error      TEXT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS ix_webhook_delivery_due ON webhook_delivery (tenant, due_at) WHERE status IN ('pending', 'sending');
