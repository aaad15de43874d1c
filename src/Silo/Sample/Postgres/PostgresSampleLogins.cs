using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AgentCluster.Silo.Sample.Postgres;

/// <summary>
/// The logins of the sample company, each with the least it needs: one that is asked what statements would do, one that reads, one for
/// approved changes. They are named after the database.
/// </summary>
internal static class PostgresSampleLogins
{
    private const string Mark = "A login of the AgentCluster sample company";

    // Role names have 63 bytes, and the longest ending has ten.
    private const int LongestName = 53;

    /// <summary>The logins of a database.</summary>
    /// <exception cref="AgentClusterException">Its name is too long to name logins after it.</exception>
    public static PostgresSampleReport Of(string database) => Encoding.UTF8.GetByteCount(database) <= LongestName
        ? new($"{database}_inspector", $"{database}_reader", $"{database}_writer")
        : throw new AgentClusterException($"The logins are named after the database, so its name may have {LongestName} bytes; '{database}' has more, and nothing was touched.");

    /// <summary>Creates what is missing, as far as this login may, and grants what each needs.</summary>
    public static async Task<PostgresSampleReport> EnsureAsync(NpgsqlConnection connection, PostgresSampleReport report, CancellationToken cancellationToken)
    {
        string[] names = [report.Inspector, report.Reader, report.Writer];
        var (mayCreate, mayQuieten, isQuiet, known) = await AskAsync(connection, names, cancellationToken);
        if (known.FirstOrDefault(role => role.Value != Mark) is { Key: { } foreign })
        {
            throw new AgentClusterException($"There is a role '{foreign}' that this command did not make, so nothing was touched: give the database another name.");
        }

        var passwords = names.Where(name => !known.ContainsKey(name)).ToImmutableDictionary(name => name, _ => RandomNumberGenerator.GetHexString(32, lowercase: true));
        var logins = string.Join(Environment.NewLine, passwords.Select(login => Create(login.Key, login.Value)).Append(Rights(connection.Database, report)));
        var quiet = isQuiet ? "" : $"ALTER ROLE {PostgresDdl.Name(report.Inspector)} SET log_min_messages = 'fatal';";
        if (!mayCreate && passwords.Count > 0)
        {
            return report with { Passwords = passwords, ForTheDba = $"{logins}{Environment.NewLine}{quiet}" };
        }

        await using var command = new NpgsqlCommand($"{logins}{Environment.NewLine}{(mayQuieten ? quiet : "")}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return report with { Passwords = passwords, ForTheDba = mayQuieten || quiet.Length == 0 ? null : quiet };
    }

    private static async Task<(bool MayCreate, bool MayQuieten, bool IsQuiet, Dictionary<string, string> Known)> AskAsync(NpgsqlConnection connection, string[] names, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT me.rolsuper OR me.rolcreaterole, me.rolsuper OR has_parameter_privilege(me.oid, 'log_min_messages', 'SET'),
                   r.rolname::text, coalesce(shobj_description(r.oid, 'pg_authid'), ''),
                   coalesce(r.rolconfig && ARRAY['log_min_messages=fatal', 'log_min_messages=panic'], false)
            FROM pg_roles me LEFT JOIN pg_roles r ON r.rolname = ANY ($1) WHERE me.rolname = current_user
            """,
            connection)
        { Parameters = { new() { Value = names } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (mayCreate, mayQuieten, isQuiet, known) = (false, false, false, new Dictionary<string, string>(StringComparer.Ordinal));
        while (await rows.ReadAsync(cancellationToken))
        {
            (mayCreate, mayQuieten) = (rows.GetBoolean(0), rows.GetBoolean(1));
            if (!rows.IsDBNull(2))
            {
                known[rows.GetString(2)] = rows.GetString(3);
                isQuiet |= rows.GetBoolean(4);
            }
        }

        return (mayCreate, mayQuieten, isQuiet, known);
    }

    private static string Create(string login, string password) =>
        $"CREATE ROLE {PostgresDdl.Name(login)} LOGIN PASSWORD '{password}'; COMMENT ON ROLE {PostgresDdl.Name(login)} IS '{Mark}';";

    // What PUBLIC may do, every login may: it is taken from PUBLIC and given to whom it is meant for.
    private static string Rights(string database, PostgresSampleReport logins)
    {
        var (inspector, reader, writer) = (PostgresDdl.Name(logins.Inspector), PostgresDdl.Name(logins.Reader), PostgresDdl.Name(logins.Writer));
        var (both, one) = (Literal($"{reader}, {writer}"), Literal(writer));
        return $"""
            REVOKE TEMPORARY ON DATABASE {PostgresDdl.Name(database)} FROM PUBLIC;
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO {inspector}, {reader}, {writer};
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}, {writer};
            GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {writer};
            GRANT USAGE ON SCHEMA agentcluster_ledger TO {writer};
            GRANT SELECT, INSERT ON agentcluster_ledger.executed_action TO {writer};
            DO $body$
            DECLARE
                f record;
            BEGIN
                FOR f IN SELECT p.oid::regprocedure AS signature, p.provolatile <> 'v' AS reads FROM pg_proc p
                         WHERE p.pronamespace = 'public'::regnamespace
                           AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
                LOOP
                    EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', f.signature);
                    EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO %s', f.signature, CASE WHEN f.reads THEN {both} ELSE {one} END);
                END LOOP;
            END
            $body$;
            """;
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
