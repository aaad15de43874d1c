-- One row a claimed Idempotency-Key, kept for 24 hours. An empty fingerprint is a claim that was given back;
-- a null status is one that has not been answered yet.
CREATE TABLE IF NOT EXISTS idempotency_key (
    tenant TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    claimed_at INTEGER NOT NULL,
    status INTEGER NULL,
    body TEXT NULL,
    location TEXT NULL,
    PRIMARY KEY (tenant, key)
);

CREATE INDEX IF NOT EXISTS idempotency_key_by_age ON idempotency_key (claimed_at);
