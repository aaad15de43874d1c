-- How each tool fares, built in or self-made; written every few seconds.
CREATE TABLE IF NOT EXISTS agent_tool (
    tenant       TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    calls        INTEGER NOT NULL,
    failures     INTEGER NOT NULL,
    duration_ms  REAL    NOT NULL,
    last_used_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, name)
) WITHOUT ROWID;

-- Self-made tools. A version's content never changes; its state and figures do.
CREATE TABLE IF NOT EXISTS agent_tool_version (
    tenant       TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    execution_id TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    author       TEXT    NOT NULL,
    description  TEXT    NOT NULL,
    definition   TEXT    NOT NULL,
    report       TEXT    NULL,
    reason       TEXT    NULL,
    calls        INTEGER NOT NULL DEFAULT 0,
    failures     INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL,
    published_at INTEGER NULL,
    PRIMARY KEY (tenant, name, version),
    UNIQUE (tenant, execution_id)
) WITHOUT ROWID;
