-- Messages to people. One whose sender died while handing it over is of unknown outcome and not sent again. `id` is the action a message comes from, and its Message-Id.
CREATE TABLE IF NOT EXISTS outbox (
    tenant     text        NOT NULL,
    id         text        NOT NULL,
    channel    text        NOT NULL,
    message    text        NOT NULL,
    status     text        NOT NULL,
    attempts   integer     NOT NULL,
    due_at     timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at    timestamptz NULL,
    error      text        NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS outbox_due ON outbox (tenant, due_at) WHERE status = 'Pending';

SELECT isolate('outbox');
