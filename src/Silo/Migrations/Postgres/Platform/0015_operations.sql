-- Calls that carry an id, with the result they had: one that is sent again has its result from here. Kept for a day.
CREATE TABLE IF NOT EXISTS operation (
    tenant text        NOT NULL,
    id     text        NOT NULL,
    result text        NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX IF NOT EXISTS operation_by_age ON operation (tenant, at);

SELECT isolate('operation');
