using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;

namespace AgentCluster.Execution.Postgres;

/// <summary>What no tree shows of the tables that a statement changes: the code and the cascades behind them, and their sequences.</summary>
/// <param name="Code">Triggers, rules, and functions of users in checks, defaults, indexes and policies.</param>
/// <param name="DeleteCascades">What foreign keys change when a row is deleted.</param>
/// <param name="UpdateCascades">What foreign keys change when a key is set.</param>
/// <param name="Sequences">Sequences that number new rows.</param>
internal sealed record PostgresBehind(ImmutableArray<string> Code, ImmutableArray<string> DeleteCascades, ImmutableArray<string> UpdateCascades, ImmutableArray<string> Sequences)
{
    private const string Behind =
        $"""
        WITH RECURSIVE family(oid) AS (
            SELECT unnest($1) UNION SELECT i.inhrelid FROM family f JOIN pg_catalog.pg_inherits i ON i.inhparent = f.oid),
        cascade(deletes, updates, shown) AS (
            SELECT k.confdeltype, k.confupdtype, format('rows of %I.%I that point at it (%I)', n.nspname, c.relname, k.conname)
            FROM family f JOIN pg_catalog.pg_constraint k ON k.confrelid = f.oid AND k.contype = 'f' AND k.conparentid = 0
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace)
        SELECT 'code', format('trigger %I of %I.%I, which runs %s', t.tgname, n.nspname, c.relname, t.tgfoid::regproc)
        FROM family f JOIN pg_catalog.pg_trigger t ON t.tgrelid = f.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'
        JOIN pg_catalog.pg_class c ON c.oid = f.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        UNION SELECT 'code', format('rule %I of %I.%I', r.rulename, n.nspname, c.relname)
        FROM family f JOIN pg_catalog.pg_rewrite r ON r.ev_class = f.oid AND r.ev_type <> '1' AND r.ev_enabled <> 'D'
        JOIN pg_catalog.pg_class c ON c.oid = f.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        UNION SELECT 'code', format('%s in %s', pg_catalog.pg_describe_object(d.refclassid, d.refobjid, 0), pg_catalog.pg_describe_object(d.classid, d.objid, 0))
        FROM family f CROSS JOIN LATERAL ({PostgresUserCode.Parts}) AS p JOIN pg_catalog.pg_depend d ON d.classid = p.class AND d.objid = p.oid
        WHERE {PostgresUserCode.RunsIt}
        UNION SELECT 'delete', CASE deletes WHEN 'c' THEN 'Deletes ' ELSE 'Clears the reference in ' END || shown FROM cascade WHERE deletes IN ('c', 'n', 'd')
        UNION SELECT 'update', 'Changes ' || shown FROM cascade WHERE updates IN ('c', 'n', 'd')
        UNION SELECT 'sequence', format('%I.%I', n.nspname, s.relname)
        FROM family f JOIN pg_catalog.pg_attrdef k ON k.adrelid = f.oid
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = k.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass
        JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S' JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
        UNION SELECT 'sequence', format('%I.%I', n.nspname, s.relname)
        FROM family f JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = f.oid AND d.deptype = 'i'
        JOIN pg_catalog.pg_class s ON d.classid = 'pg_catalog.pg_class'::regclass AND s.oid = d.objid AND s.relkind = 'S' JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
        ORDER BY 1, 2
        """;

    public static async Task<PostgresBehind> ReadAsync(NpgsqlConnection connection, uint[] targets, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Behind, connection)
        {
            Parameters = { new() { Value = targets, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(string Kind, string Shown)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add((rows.GetString(0), rows.GetString(1)));
        }

        ImmutableArray<string> Of(string kind) => [.. found.Where(row => row.Kind == kind).Select(row => row.Shown)];
        return new(Of("code"), Of("delete"), Of("update"), Of("sequence"));
    }
}
