-- Addresses of others' programs that are told what happens; `secret` and `previous` are ciphertext, the previous one signs as well until `previous_until`.
CREATE TABLE IF NOT EXISTS webhook (
    tenant         text NOT NULL,
    name           text NOT NULL,
    url            text NOT NULL,
    events         text NOT NULL,
    secret         text NOT NULL,
    previous       text NULL,
    previous_until timestamptz NULL,
    disabled       text NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant, name)
);

-- One row an event and a webhook; `id` is made of both, so that nothing is told twice under two ids. Of what has ended `body` is empty.
CREATE TABLE IF NOT EXISTS webhook_delivery (
    tenant     text NOT NULL,
    id         text NOT NULL,
    webhook    text NOT NULL,
    body       text NOT NULL,
    status     text NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    due_at     timestamptz NOT NULL,
    error      text NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS ix_webhook_delivery_due ON webhook_delivery (tenant, due_at) WHERE status IN ('pending', 'sending');

SELECT isolate('webhook');
SELECT isolate('webhook_delivery');
