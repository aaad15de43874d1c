-- status: 0 active, 1 stale, 2 superseded, 3 retired. trust: 0 untrusted, 1 agent, 2 verified, 3 system.
-- owner: the agent a memory is private to, or empty when the tenant shares it; unlike `agent` it can be asked for by equality.
CREATE TABLE IF NOT EXISTS agent_memory (
    seq             bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant          text             NOT NULL,
    id              text             NOT NULL,
    agent           text             NULL,
    owner           text             NOT NULL GENERATED ALWAYS AS (coalesce(agent, '')) STORED,
    source          text             NULL,
    kind            text             NOT NULL,
    subject         text             NULL,
    content         text             NOT NULL,
    digest          bytea            NOT NULL,
    unique_key      text             NULL,
    metadata        jsonb            NULL,
    words           tsvector         NOT NULL,
    embedding       vector           NOT NULL,
    embedding_model text             NOT NULL,
    trust           integer          NOT NULL,
    status          integer          NOT NULL,
    importance      double precision NOT NULL,
    confidence      double precision NOT NULL,
    confirmations   integer          NOT NULL DEFAULT 0,
    refutations     integer          NOT NULL DEFAULT 0,
    use_count       integer          NOT NULL DEFAULT 0,
    last_used_at    timestamptz      NULL,
    valid_from      timestamptz      NOT NULL,
    valid_to        timestamptz      NULL,
    recorded_at     timestamptz      NOT NULL,
    superseded_by   text             NULL,
    provenance      text COLLATE "C" NOT NULL,
    UNIQUE (tenant, id)
);

-- Of several silos that write the same at once, all but one meet these and try again.
CREATE UNIQUE INDEX IF NOT EXISTS agent_memory_unique_key
    ON agent_memory (tenant, owner, coalesce(source, ''), kind, unique_key) WHERE status = 0 AND unique_key IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS agent_memory_unique_digest
    ON agent_memory (tenant, owner, coalesce(source, ''), kind, digest) WHERE status = 0 AND unique_key IS NULL;
CREATE INDEX IF NOT EXISTS agent_memory_digest ON agent_memory (tenant, digest) WHERE status < 2;
CREATE INDEX IF NOT EXISTS agent_memory_key ON agent_memory (tenant, unique_key) WHERE status < 2 AND unique_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS agent_memory_status ON agent_memory (tenant, status, kind);
CREATE INDEX IF NOT EXISTS agent_memory_owner ON agent_memory (tenant, owner, status);
CREATE INDEX IF NOT EXISTS agent_memory_agent ON agent_memory (tenant, agent) WHERE agent IS NOT NULL;
CREATE INDEX IF NOT EXISTS agent_memory_newest ON agent_memory (tenant, seq);
CREATE INDEX IF NOT EXISTS agent_memory_provenance ON agent_memory (tenant, provenance);
CREATE INDEX IF NOT EXISTS agent_memory_superseded_by ON agent_memory (tenant, superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX IF NOT EXISTS agent_memory_words ON agent_memory USING gin (tenant, words) WITH (fastupdate = off);
-- Subjects that name catalog objects; those of examples are questions.
CREATE INDEX IF NOT EXISTS agent_memory_subject ON agent_memory USING gin (tenant, subject gin_trgm_ops) WITH (fastupdate = off)
    WHERE kind NOT IN ('sql_example', 'correction');

CREATE TABLE IF NOT EXISTS agent_memory_dependency (
    tenant      text NOT NULL,
    memory_id   text NOT NULL,
    object      text NOT NULL,
    fingerprint text NOT NULL,
    PRIMARY KEY (tenant, memory_id, object)
);

CREATE INDEX IF NOT EXISTS agent_memory_dependency_object ON agent_memory_dependency (tenant, object);

SELECT isolate('agent_memory');
SELECT isolate('agent_memory_dependency');

-- Words are stemmed and none is left out: a stop word may be part of an identifier.
DO $body$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'memory' AND cfgnamespace = current_schema()::regnamespace) THEN
        CREATE TEXT SEARCH DICTIONARY memory_stem (TEMPLATE = snowball, LANGUAGE = english);
        CREATE TEXT SEARCH CONFIGURATION memory (COPY = simple);
        ALTER TEXT SEARCH CONFIGURATION memory ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH memory_stem;
    END IF;
END
$body$;

-- Text without diacritics, as full-text search takes it on both sides.
CREATE OR REPLACE FUNCTION without_diacritics(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN regexp_replace(normalize(written, NFD), '[\u0300-\u036f]', '', 'g');

-- Vectors of another embedding model get an index of their own. Run by hand, as the tables' owner, for a model of one's own.
CREATE OR REPLACE FUNCTION index_embeddings(model text, dimensions integer) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    EXECUTE format(
        'CREATE INDEX IF NOT EXISTS %I ON agent_memory USING hnsw ((embedding::vector(%s)) vector_cosine_ops) WHERE status = 0 AND embedding_model = %L',
        left('agent_memory_hnsw_' || model, 63), dimensions, model);
END
$body$;

SELECT index_embeddings('glove-sif-100d-1', 100);
