-- How each tool fares, built in or self-made; written every few seconds.
CREATE TABLE IF NOT EXISTS agent_tool (
    tenant       text             NOT NULL,
    name         text             NOT NULL,
    calls        bigint           NOT NULL,
    failures     bigint           NOT NULL,
    duration_ms  double precision NOT NULL,
    last_used_at timestamptz      NOT NULL,
    PRIMARY KEY (tenant, name)
);

-- Self-made tools. A version's content never changes; its state and figures do.
CREATE TABLE IF NOT EXISTS agent_tool_version (
    tenant       text        NOT NULL,
    name         text        NOT NULL,
    version      integer     NOT NULL,
    execution_id text        NOT NULL,
    state        text        NOT NULL,
    author       text        NOT NULL,
    description  text        NOT NULL,
    definition   text        NOT NULL,
    report       text        NULL,
    reason       text        NULL,
    calls        bigint      NOT NULL DEFAULT 0,
    failures     bigint      NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL,
    published_at timestamptz NULL,
    PRIMARY KEY (tenant, name, version),
    UNIQUE (tenant, execution_id)
);

SELECT isolate('agent_tool');
SELECT isolate('agent_tool_version');
