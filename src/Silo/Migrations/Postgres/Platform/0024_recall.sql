-- As in 0008, but without work for nothing: half of a question's recalls look for kinds that nobody has recorded.

-- The parameters below are known once the extension's library is loaded, and a session loads it when it first needs it.
SELECT '[0]'::vector;

-- Candidates of a recall, best first by reciprocal rank: the nearest by vector (exact among a few, by the HNSW index among many), the
-- best by words (the sum of their inverse document frequencies; a word in more than a few rows hardly tells one from another), and those
-- that name an identifier of the query or, where none does, one spelled much like it. Row level security keeps the planner from the text
-- indexes, since their operators are not leakproof: this function's owner passes it by, and the tenant is held here.
CREATE OR REPLACE FUNCTION search_memory(
    tenant text, embedding vector, query_text text, k integer DEFAULT 10, model text DEFAULT 'glove-sif-100d-1', agent text DEFAULT NULL,
    all_agents boolean DEFAULT false, source text DEFAULT NULL, kinds text[] DEFAULT NULL, statuses integer[] DEFAULT '{0}',
    at timestamptz DEFAULT now(), identifiers text[] DEFAULT '{}', exact_up_to integer DEFAULT 30000)
RETURNS TABLE (
    seq bigint, id text, kind text, subject text, content text, cosine double precision, trust integer, recorded_at timestamptz,
    vector_place integer, text_place integer, named integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = agentcluster, public, pg_temp
SET plan_cache_mode = force_generic_plan
SET jit = off
SET max_parallel_workers_per_gather = 0
SET enable_sort = on
SET hnsw.ef_search = 400
SET hnsw.iterative_scan = relaxed_order
AS $body$
#variable_conflict use_variable
DECLARE
    common CONSTANT integer := 256;
    depth  CONSTANT integer := greatest(64, 4 * k);
    caller text := nullif(current_setting('agentcluster.tenant', true), '');
    owners text[];
    terms  tsquery[];
    every_term tsquery;
    phrases tsquery[];
    nearest bigint[];
BEGIN
    -- A session that has named its tenant reads no other; one that has not is somebody at the keyboard, who must own the tables.
    IF caller IS NULL AND pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'agent_memory'::regclass), 'MEMBER') THEN
        caller := tenant;
    END IF;
    IF caller IS DISTINCT FROM tenant THEN
        RAISE insufficient_privilege USING MESSAGE = 'search_memory reads the tenant that agentcluster.tenant names, and no other';
    END IF;

    owners := CASE WHEN all_agents THEN ARRAY(SELECT DISTINCT m.owner FROM agent_memory m WHERE m.tenant = tenant)
                   ELSE ARRAY['', coalesce(agent, '')] END;

    IF statuses = '{0}' AND vector_norm(embedding) > 0 AND exact_up_to < (
        SELECT count(*) FROM (
            SELECT FROM agent_memory m WHERE m.tenant = tenant AND m.owner = ANY (owners) AND m.status = 0 LIMIT exact_up_to + 1) counted)
    THEN
        -- A partial index is only matched by a literal; without a sort it is the only way to the order.
        PERFORM set_config('enable_sort', 'off', true);
        EXECUTE format(
            'SELECT array_agg(n.seq ORDER BY n.distance) FROM (
                SELECT m.seq, m.embedding::vector(%2$s) <=> $7 AS distance FROM agent_memory m
                 WHERE m.tenant = $1 AND m.owner = ANY ($2) AND m.status = 0 AND m.embedding_model = %1$L AND admits(m, $3, $4, $5, $6)
                 ORDER BY m.embedding::vector(%2$s) <=> $7 LIMIT $8) n',
            model, vector_dims(embedding))
        INTO nearest USING tenant, owners, statuses, kinds, source, at, embedding, depth;
        PERFORM set_config('enable_sort', 'on', true);
    END IF;

    -- For few, and whenever the index cannot give as many as are eligible.
    IF coalesce(cardinality(nearest), 0) < depth THEN
        nearest := ARRAY(
            SELECT m.seq FROM agent_memory m
             WHERE m.tenant = tenant AND m.owner = ANY (owners) AND admits(m, statuses, kinds, source, at)
             ORDER BY cosine_of(m, model, embedding) DESC, m.seq DESC LIMIT depth);
    END IF;

    -- The search above leaves out nothing that is eligible, so that words have nothing to find either.
    IF cardinality(nearest) = 0 THEN
        RETURN;
    END IF;

    terms := ARRAY(SELECT term_query(t.word) FROM unnest(tsvector_to_array(to_tsvector('memory', without_diacritics(query_text)))) t(word));
    every_term := (SELECT string_agg(t.query::text, ' & ') FROM unnest(terms) t(query))::tsquery;
    -- Made once; within the statement they would be made again for each row.
    phrases := ARRAY(SELECT phraseto_tsquery('memory', without_diacritics(i.words))
                       FROM unnest(identifiers) WITH ORDINALITY i(words, number) ORDER BY i.number);

    RETURN QUERY
    WITH near AS MATERIALIZED (
        SELECT n.seq, n.place::integer FROM unnest(nearest) WITH ORDINALITY n(seq, place)),
    hit AS MATERIALIZED (
        SELECT t.number, h.seq FROM unnest(terms) WITH ORDINALITY t(query, number) CROSS JOIN LATERAL (
            SELECT m.seq FROM agent_memory m
             WHERE m.tenant = tenant AND m.words @@ t.query AND m.owner = ANY (owners)
               AND admits(m, statuses, kinds, source, at)
             LIMIT common) h),
    telling AS MATERIALIZED (
        SELECT t.number, ln(1 + common::double precision / count(*)) AS weight FROM hit t GROUP BY t.number HAVING count(*) < common),
    matched AS (
        SELECT h.seq, sum(t.weight) AS weight FROM hit h JOIN telling t USING (number) GROUP BY h.seq
        UNION ALL
        SELECT m.seq, 0 FROM agent_memory m
         WHERE NOT EXISTS (SELECT FROM telling) AND m.tenant = tenant AND m.words @@ every_term AND m.owner = ANY (owners)
           AND admits(m, statuses, kinds, source, at)),
    texts AS MATERIALIZED (
        SELECT t.seq, row_number() OVER (ORDER BY t.weight DESC, n.place, t.seq DESC)::integer AS place
          FROM matched t LEFT JOIN near n USING (seq) ORDER BY 2 LIMIT depth),
    phrase AS MATERIALIZED (
        SELECT i.number, h.seq FROM unnest(phrases) WITH ORDINALITY i(query, number) CROSS JOIN LATERAL (
            SELECT m.seq FROM agent_memory m
             WHERE m.tenant = tenant AND m.words @@ i.query AND m.owner = ANY (owners)
               AND admits(m, statuses, kinds, source, at)
             ORDER BY m.seq DESC LIMIT common) h),
    alike AS MATERIALIZED (
        SELECT i.number, h.seq FROM unnest(identifiers) WITH ORDINALITY i(words, number) CROSS JOIN LATERAL (
            SELECT m.seq FROM agent_memory m
             WHERE m.tenant = tenant AND m.subject %> i.words AND m.kind NOT IN ('sql_example', 'correction') AND m.owner = ANY (owners)
               AND admits(m, statuses, kinds, source, at)
             ORDER BY word_similarity(i.words, m.subject) DESC, m.seq DESC LIMIT k) h
         WHERE NOT EXISTS (SELECT FROM phrase p WHERE p.number = i.number)),
    naming AS MATERIALIZED (
        SELECT h.seq, count(*)::integer AS named FROM (SELECT * FROM phrase UNION ALL SELECT * FROM alike) h GROUP BY h.seq),
    candidate AS (
        SELECT n.seq FROM near n
        UNION SELECT t.seq FROM texts t
        UNION (SELECT i.seq FROM naming i ORDER BY i.named DESC, i.seq DESC LIMIT depth))
    SELECT m.seq, m.id, m.kind, m.subject, m.content, cosine_of(m, model, embedding), m.trust, m.recorded_at,
           coalesce(n.place, 0), coalesce(t.place, 0), coalesce(i.named, 0)
      FROM candidate c
      JOIN agent_memory m ON m.tenant = tenant AND m.seq = c.seq
      LEFT JOIN near n ON n.seq = c.seq LEFT JOIN texts t ON t.seq = c.seq LEFT JOIN naming i ON i.seq = c.seq
     ORDER BY coalesce(1.0 / (60 + n.place), 0) + coalesce(1.0 / (60 + t.place), 0) DESC, m.seq DESC;
END
$body$;
