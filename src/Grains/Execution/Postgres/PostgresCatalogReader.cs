using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace AgentCluster.Execution.Postgres;

/// <summary>Reads what a verdict needs of the catalog: constant statements with OIDs as parameters.</summary>
internal static class PostgresCatalogReader
{
    /// <summary>Changes with every CREATE, ALTER and DROP of what verdicts rest on; a row of the catalog that is written has a new <c>xmin</c>.</summary>
    private const string Fingerprint =
        """
        SELECT coalesce(sum(hashint8extended(oid::int8, xmin::text::int8))::numeric % 9223372036854775807, 0)::int8
        FROM (SELECT oid, xmin FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_proc WHERE oid >= 16384
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_type WHERE oid >= 16384
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_operator WHERE oid >= 16384
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_rewrite WHERE oid >= 16384
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_trigger
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_constraint
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_cast WHERE oid >= 16384
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_policy
              UNION ALL SELECT inhrelid, xmin FROM pg_catalog.pg_inherits
              UNION ALL SELECT oid, xmin FROM pg_catalog.pg_namespace WHERE oid >= 16384) AS rows
        """;

    /// <summary>Types whose input runs a user's function; with their names go those of the functions that take or return them and of the relations that have a column of them.</summary>
    private const string Hazards =
        $"""
        {PostgresUserCode.Hazards}
        SELECT h.oid, t.typname FROM hazard h JOIN pg_catalog.pg_type t ON t.oid = h.oid
        UNION SELECT h.oid, p.proname FROM hazard h JOIN pg_catalog.pg_proc p
            ON h.oid = p.prorettype OR h.oid = ANY(p.proargtypes) OR h.oid = ANY(p.proallargtypes)
        UNION SELECT h.oid, c.relname FROM hazard h JOIN pg_catalog.pg_attribute a ON a.atttypid = h.oid
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE NOT a.attisdropped AND c.relkind <> 'i'
        """;

    private const string Functions =
        """
        SELECT p.oid, n.nspname, p.proname, p.oid < 16384, p.provolatile = 'v',
               (SELECT e.extname FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
                WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
                  AND d.refclassid = 'pg_catalog.pg_extension'::regclass)
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = ANY($1)
        """;

    private const string Operators = "SELECT oid, oprname, oprcode::oid FROM pg_catalog.pg_operator WHERE oid = ANY($1)";

    /// <summary>Acting keys are followed as far as they reach: what a cascade deletes may have cascades, what it sets likewise.</summary>
    private const string Relations =
        $$"""
        SELECT c.oid, n.nspname, c.relname, c.relkind, c.oid < 16384, family.below || above.names, family.foreigners OR c.relkind = 'f',
               coalesce((SELECT 'trigger ' || t.tgname FROM pg_catalog.pg_trigger t
                         WHERE t.tgrelid = ANY(family.oids) AND NOT t.tgisinternal AND t.tgenabled <> 'D' ORDER BY 1 LIMIT 1),
                        (SELECT pg_catalog.pg_describe_object(d.refclassid, d.refobjid, 0)
                         FROM unnest(family.oids) AS f(oid) CROSS JOIN LATERAL ({{PostgresUserCode.Parts}}) AS p
                         JOIN pg_catalog.pg_depend d ON d.classid = p.class AND d.objid = p.oid
                         WHERE {{PostgresUserCode.RunsIt}} ORDER BY 1 LIMIT 1)),
               acting.deletes, acting.updates,
               (SELECT coalesce(array_agg(array_to_string((x.indkey::int2[])[0:x.indnkeyatts - 1], ' ')), '{}') FROM pg_catalog.pg_index x
                WHERE x.indrelid = c.oid AND x.indisunique AND x.indisvalid AND x.indimmediate AND x.indpred IS NULL AND x.indexprs IS NULL
                  AND (c.relkind = 'p' OR NOT c.relhassubclass)),
               {{PostgresVersions.Version}}
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (
            WITH RECURSIVE below(oid) AS (
                SELECT i.inhrelid FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid
                UNION SELECT i.inhrelid FROM below b JOIN pg_catalog.pg_inherits i ON i.inhparent = b.oid)
            SELECT coalesce(array_agg(dn.nspname || '.' || d.relname), '{}') AS below, coalesce(bool_or(d.relkind = 'f'), false) AS foreigners,
                   array_append(array_agg(d.oid), c.oid) AS oids
            FROM below b JOIN pg_catalog.pg_class d ON d.oid = b.oid JOIN pg_catalog.pg_namespace dn ON dn.oid = d.relnamespace) AS family
        CROSS JOIN LATERAL (
            WITH RECURSIVE above(oid) AS (
                SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid
                UNION SELECT i.inhparent FROM above a JOIN pg_catalog.pg_inherits i ON i.inhrelid = a.oid)
            SELECT coalesce(array_agg(an.nspname || '.' || a.relname), '{}') AS names
            FROM above JOIN pg_catalog.pg_class a USING (oid) JOIN pg_catalog.pg_namespace an ON an.oid = a.relnamespace) AS above
        CROSS JOIN LATERAL (
            WITH RECURSIVE reached(by, oid, deleted, own) AS (
                SELECT way, f, way = 'delete', true FROM unnest(family.oids) f CROSS JOIN unnest('{delete,update}'::text[]) way
                UNION SELECT r.by, k.conrelid, r.deleted AND k.confdeltype = 'c', false
                FROM reached r JOIN pg_catalog.pg_constraint k ON k.confrelid = r.oid AND k.contype = 'f'
                 AND CASE WHEN r.deleted THEN k.confdeltype ELSE k.confupdtype END IN ('c', 'n', 'd'))
            SELECT coalesce(array_agg(DISTINCT rn.nspname || '.' || t.relname) FILTER (WHERE r.by = 'delete'), '{}') AS deletes,
                   coalesce(array_agg(DISTINCT rn.nspname || '.' || t.relname) FILTER (WHERE r.by = 'update'), '{}') AS updates
            FROM reached r JOIN pg_catalog.pg_class t ON t.oid = r.oid JOIN pg_catalog.pg_namespace rn ON rn.oid = t.relnamespace WHERE NOT r.own) AS acting
        WHERE c.oid = ANY($1)
        """;

    public static async Task<long> FingerprintAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Fingerprint, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public static async Task<PostgresCatalog> ReadAsync(NpgsqlConnection connection, long fingerprint, CancellationToken cancellationToken)
    {
        await using var schemas = new NpgsqlCommand("SELECT pg_catalog.current_schemas(false)::text[]", connection);
        var path = (string[])(await schemas.ExecuteScalarAsync(cancellationToken))!;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var types = new HashSet<uint>();
        await using var command = new NpgsqlCommand(Hazards, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            types.Add(rows.GetFieldValue<uint>(0));
            names.Add(rows.GetString(1));
        }

        return new(fingerprint, path, names.ToFrozenSet(StringComparer.OrdinalIgnoreCase), types.ToFrozenSet());
    }

    /// <summary>Looks up what a statement's trees name and the catalog has not seen yet.</summary>
    public static async Task CompleteAsync(PostgresCatalog catalog, NpgsqlConnection connection, PostgresTrace trace, CancellationToken cancellationToken)
    {
        await AddAsync(connection, Operators, trace.Operators, catalog.Operators, row => new(row.GetString(1), row.GetFieldValue<uint>(2)), cancellationToken);
        trace.Functions.UnionWith(trace.Operators.Select(oid => catalog.Operators.TryGetValue(oid, out var known) ? known.Function : oid));
        await AddAsync(
            connection, Functions, trace.Functions, catalog.Functions,
            row => new(row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetBoolean(4), row.IsDBNull(5) ? null : row.GetString(5)), cancellationToken);
        await AddAsync(connection, Relations, trace.Relations.Keys, catalog.Relations, Relation, cancellationToken);
    }

    private static PostgresRelation Relation(NpgsqlDataReader row) => new(
        row.GetString(1), row.GetString(2), row.GetChar(3), row.GetBoolean(4), row.GetFieldValue<string[]>(5), row.GetBoolean(6),
        row.IsDBNull(7) ? null : row.GetString(7), row.GetFieldValue<string[]>(8), row.GetFieldValue<string[]>(9),
        [.. row.GetFieldValue<string[]>(10).Select(key => key.Split(' ').Select(column => int.Parse(column, CultureInfo.InvariantCulture)).ToArray())], row.GetString(11));

    private static async Task AddAsync<T>(
        NpgsqlConnection connection, string sql, IEnumerable<uint> wanted, ConcurrentDictionary<uint, T> known, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(oid => !known.ContainsKey(oid)).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = missing, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            known[rows.GetFieldValue<uint>(0)] = read(rows);
        }
    }
}
