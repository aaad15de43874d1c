-- What discovery found, for people at psql (decision 0011): rows of the tenant that the session has named
-- (SET agentcluster.tenant = '...'), of `local` where it has named none. Row level security binds whoever calls.
CREATE OR REPLACE FUNCTION current_tenant() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    RETURN coalesce(nullif(current_setting('agentcluster.tenant', true), ''), 'local');

-- Objects of some kinds with the run that saw them last. A payload may hold a NUL, as \u0000, which is no character of PostgreSQL's.
CREATE OR REPLACE FUNCTION discovered(wanted text[])
RETURNS TABLE (source text, kind text, "position" integer, fingerprint text, payload json, discovered_at timestamptz)
LANGUAGE sql STABLE SET search_path = agentcluster, pg_temp AS $body$
    SELECT o.source, o.kind, o.position, o.fingerprint, regexp_replace(o.payload, '(?<!\\)((?:\\\\)*)\\u0000', '\1', 'g')::json, h.discovered_at
      FROM catalog_object o JOIN catalog_head h ON h.tenant = o.tenant AND h.source = o.source
     WHERE o.tenant = current_tenant() AND o.kind = ANY (wanted)
$body$;

CREATE OR REPLACE FUNCTION discover_tables()
RETURNS TABLE (
    source text, schema text, name text, kind text, row_count bigint, columns text[], primary_key text[], comment text, fingerprint text,
    discovered_at timestamptz)
LANGUAGE sql STABLE SET search_path = agentcluster, pg_temp AS $body$
    SELECT d.source, d.payload ->> 'Schema', d.payload ->> 'Name', d.kind, (d.payload ->> 'RowCount')::bigint,
           ARRAY(SELECT trim(c ->> 'Name' || ' ' || coalesce(c ->> 'DeclaredType', '')) FROM json_array_elements(d.payload -> 'Columns') c),
           ARRAY(SELECT json_array_elements_text(d.payload -> 'PrimaryKey')), d.payload ->> 'Comment', d.fingerprint, d.discovered_at
      FROM discovered('{table,view}') d ORDER BY d.source, d.position
$body$;

CREATE OR REPLACE FUNCTION discover_functions()
RETURNS TABLE (
    source text, schema text, name text, kind text, arguments text, result text, volatility text, security_definer boolean, language text,
    comment text, fingerprint text, discovered_at timestamptz)
LANGUAGE sql STABLE SET search_path = agentcluster, pg_temp AS $body$
    SELECT d.source, d.payload ->> 'Schema', d.payload ->> 'Name', d.payload ->> 'Kind', d.payload ->> 'Arguments', d.payload ->> 'Result',
           d.payload ->> 'Volatility', (d.payload ->> 'SecurityDefiner')::boolean, d.payload ->> 'Language', d.payload ->> 'Comment',
           d.fingerprint, d.discovered_at
      FROM discovered('{function}') d ORDER BY d.source, d.position
$body$;

-- References, those the database declares and those that discovery infers, with what they rest on.
CREATE OR REPLACE FUNCTION discover_relationships()
RETURNS TABLE (
    source text, from_table text, from_columns text[], to_table text, to_columns text[], declared boolean, confidence double precision,
    evidence text, on_delete text, discovered_at timestamptz)
LANGUAGE sql STABLE SET search_path = agentcluster, pg_temp AS $body$
    SELECT d.source, d.payload ->> 'FromTable', ARRAY(SELECT json_array_elements_text(d.payload -> 'FromColumns')),
           d.payload ->> 'ToTable', ARRAY(SELECT json_array_elements_text(d.payload -> 'ToColumns')),
           (d.payload ->> 'Declared')::boolean, (d.payload ->> 'Confidence')::double precision, d.payload ->> 'Evidence',
           d.payload ->> 'OnDelete', d.discovered_at
      FROM discovered('{relationship}') d ORDER BY d.source, d.position
$body$;

-- What the rows of each table did: one row a period since the instant given, the newest first.
CREATE OR REPLACE FUNCTION recent_patterns(since timestamptz DEFAULT now() - interval '30 days')
RETURNS TABLE (
    source text, "table" text, time_column text, period_start date, rows bigint, typical double precision, last_arrival text, pattern text,
    discovered_at timestamptz)
LANGUAGE sql STABLE SET search_path = agentcluster, pg_temp AS $body$
    SELECT d.source, d.payload ->> 'Name', d.payload #>> '{Recent,Column}', (v ->> 'Start')::date, (v ->> 'Count')::bigint,
           (d.payload #>> '{Recent,Typical}')::double precision, d.payload #>> '{Recent,LastArrival}', d.payload #>> '{Recent,Sentence}',
           d.discovered_at
      FROM discovered('{table}') d CROSS JOIN LATERAL json_array_elements(d.payload #> '{Recent,Volumes}') v
     WHERE (v ->> 'Start')::date >= (since AT TIME ZONE 'UTC')::date
     ORDER BY d.source, d.position, 4 DESC
$body$;

REVOKE ALL ON FUNCTION current_tenant, discovered, discover_tables, discover_functions, discover_relationships, recent_patterns FROM PUBLIC;
