-- One row a claimed Idempotency-Key, kept for 24 hours. An empty fingerprint is a claim that was given back;
-- a null status is one that has not been answered yet.
CREATE TABLE IF NOT EXISTS idempotency_key (
    tenant      text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    claimed_at  timestamptz NOT NULL,
    status      integer     NULL,
    body        text        NULL,
    location    text        NULL,
    PRIMARY KEY (tenant, key)
);

CREATE INDEX IF NOT EXISTS idempotency_key_by_age ON idempotency_key (tenant, claimed_at);

SELECT isolate('idempotency_key');
