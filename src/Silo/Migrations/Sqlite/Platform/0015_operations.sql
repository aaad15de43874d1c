-- Calls that carry an id, with the result they had: one that is sent again has its result from here. Kept for a day.
CREATE TABLE IF NOT EXISTS operation (
    tenant TEXT    NOT NULL,
    id     TEXT    NOT NULL,
    result TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS operation_by_age ON operation (tenant, at);
