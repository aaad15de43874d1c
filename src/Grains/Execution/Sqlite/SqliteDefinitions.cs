using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Sqlite;

/// <summary>The definitions that a statement rests on: its tables and views, their indexes and triggers, and foreign keys that point at them.</summary>
internal static class SqliteDefinitions
{
    private const string Definitions =
        """
        SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema
        WHERE tbl_name COLLATE NOCASE IN (SELECT value FROM json_each(@names))
        UNION ALL
        SELECT concat_ws(' ', 'key', m.name, f."from", f."table", f."to", f.on_update, f.on_delete)
        FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
        WHERE m.type = 'table' AND f."table" COLLATE NOCASE IN (SELECT value FROM json_each(@names))
        ORDER BY 1
        """;

    /// <summary>Another value when one of them is altered.</summary>
    public static string Fingerprint(SqliteSession session, SqliteTrace trace)
    {
        var names = trace.Relations.Concat(trace.Definitions.Select(definition => definition.Table)).Distinct(StringComparer.OrdinalIgnoreCase);
        var rows = session.Authorizer.Own(() => session.Connection.Query(row => row.GetString(0), Definitions, ("@names", JsonSerializer.Serialize(names))));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))));
    }
}
