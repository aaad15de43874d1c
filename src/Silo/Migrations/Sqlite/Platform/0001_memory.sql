-- status: 0 active, 1 stale, 2 superseded, 3 retired. trust: 0 untrusted, 1 agent, 2 verified, 3 system.
-- change: number of the write that last touched status, trust or validity; what is cached of a tenant catches up by it.
CREATE TABLE IF NOT EXISTS agent_memory (
    seq INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    agent TEXT,
    source TEXT,
    kind TEXT NOT NULL,
    subject TEXT,
    content TEXT NOT NULL,
    digest BLOB NOT NULL,
    unique_key TEXT,
    metadata TEXT,
    embedding BLOB NOT NULL,
    embedding_model TEXT NOT NULL,
    trust INTEGER NOT NULL,
    status INTEGER NOT NULL,
    importance REAL NOT NULL,
    confidence REAL NOT NULL,
    confirmations INTEGER NOT NULL DEFAULT 0,
    refutations INTEGER NOT NULL DEFAULT 0,
    use_count INTEGER NOT NULL DEFAULT 0,
    last_used_at INTEGER,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    recorded_at INTEGER NOT NULL,
    superseded_by TEXT,
    provenance TEXT NOT NULL,
    change INTEGER NOT NULL,
    UNIQUE (tenant, id)
);

CREATE UNIQUE INDEX IF NOT EXISTS agent_memory_unique_key
    ON agent_memory (tenant, coalesce(agent, ''), coalesce(source, ''), kind, unique_key)
    WHERE status = 0 AND unique_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS agent_memory_digest ON agent_memory (tenant, digest) WHERE status < 2;
CREATE INDEX IF NOT EXISTS agent_memory_key ON agent_memory (tenant, unique_key) WHERE status < 2 AND unique_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS agent_memory_kind ON agent_memory (tenant, kind, status);
CREATE INDEX IF NOT EXISTS agent_memory_status ON agent_memory (tenant, status);
CREATE INDEX IF NOT EXISTS agent_memory_agent ON agent_memory (tenant, agent, change);
CREATE INDEX IF NOT EXISTS agent_memory_provenance ON agent_memory (tenant, provenance);
CREATE INDEX IF NOT EXISTS agent_memory_superseded_by ON agent_memory (tenant, superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX IF NOT EXISTS agent_memory_change ON agent_memory (change);

CREATE TABLE IF NOT EXISTS agent_memory_dependency (
    tenant TEXT NOT NULL,
    memory_id TEXT NOT NULL,
    object TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (tenant, memory_id, object)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS agent_memory_dependency_object ON agent_memory_dependency (tenant, object);

-- rowid is agent_memory.seq; holds the words of subject and content, identifiers split.
CREATE VIRTUAL TABLE IF NOT EXISTS agent_memory_fts
    USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
