using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>
/// Whether a query runs on the relations that were inspected: a transaction locks what it reads against being altered, so what they are found
/// to be afterwards is what it reads.
/// </summary>
internal static class PostgresVersions
{
    /// <summary>The version of relation <c>c</c>: another one when it, the query behind it, its policies or its parts are altered.</summary>
    public const string Version =
        """
        concat_ws(' ', c.xmin, ARRAY(SELECT k.xmin FROM pg_catalog.pg_rewrite k WHERE k.ev_class = c.oid ORDER BY k.oid),
            ARRAY(SELECT k.xmin FROM pg_catalog.pg_policy k WHERE k.polrelid = c.oid ORDER BY k.oid), ARRAY(SELECT k.xmin FROM pg_catalog.pg_inherits k WHERE k.inhparent = c.oid ORDER BY k.inhrelid))
        """;

    /// <summary>What this transaction has locked; whether rows of it are held back by policies, and whether it is a part of something.</summary>
    private const string Locked =
        $"""
        SELECT c.oid, {Version}, c.relrowsecurity, EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
        FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
        WHERE l.pid = pg_catalog.pg_backend_pid() AND c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        """;

    public static NpgsqlBatchCommand Ask() => new(Locked);

    /// <summary>
    /// Whether all of them are as the catalog has them. It need not have parts of what is read, nor what policies read: those of the reading
    /// login are not those of the inspecting one.
    /// </summary>
    public static async Task<bool> AreKnownAsync(NpgsqlDataReader rows, PostgresCatalog catalog, CancellationToken cancellationToken)
    {
        var (altered, unknown, hasPolicies) = (false, false, false);
        while (await rows.ReadAsync(cancellationToken))
        {
            hasPolicies |= rows.GetBoolean(2);
            if (catalog.Relations.TryGetValue(rows.GetFieldValue<uint>(0), out var relation))
            {
                altered |= relation.Version != rows.GetString(1);
            }
            else
            {
                unknown |= !rows.GetBoolean(3);
            }
        }

        return !altered && (!unknown || hasPolicies);
    }
}
