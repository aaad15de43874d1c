using System.Collections.Immutable;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Memory.Sqlite;

/// <summary>Full-text search (SQLite FTS5, bm25) over all tenants' memories; callers keep the rows that are eligible.</summary>
/// <param name="connection">A reader.</param>
internal sealed class TextSearch(SqliteConnection connection)
{
    /// <summary>
    /// A word in more rows than this hardly tells one from another (its bm25 weight is near 0), yet ranking reads each of them.
    /// </summary>
    private const int CommonFrom = 1_000;

    private const string Match = "SELECT rowid FROM agent_memory_fts WHERE agent_memory_fts MATCH $match";

    /// <summary>Rows that hold any of the telling terms, best first; all terms at once when every one of them is common.</summary>
    /// <param name="terms">Words of letters and digits.</param>
    public IEnumerable<long> Ranked(ImmutableArray<string> terms)
    {
        if (terms.IsEmpty)
        {
            return [];
        }

        using var count = new PreparedStatement(connection, $"SELECT count(*) FROM ({Match} LIMIT {CommonFrom})");
        var telling = terms.Where(term => count.First(row => (object)row.GetInt32(0), ("$match", Quoted(term))) is < CommonFrom).ToList();
        return Rows(
            telling.Count > 0 ? string.Join(" OR ", telling.Select(Quoted)) : string.Join(" AND ", terms.Select(Quoted)), "ORDER BY rank");
    }

    /// <summary>The newest rows that hold a phrase, at most 1,000: what more rows name does not tell them apart.</summary>
    /// <param name="words">The phrase's words, separated by blanks.</param>
    public IEnumerable<long> Newest(string words) => Rows(Quoted(words), $"ORDER BY rowid DESC LIMIT {CommonFrom}");

    // Terms hold letters and digits only, so a quoted one is a plain phrase whatever the user typed.
    private static string Quoted(string words) => $"\"{words}\"";

    private IEnumerable<long> Rows(string match, string order)
    {
        using var command = connection.Command($"{Match} {order}", ("$match", match));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader.GetInt64(0);
        }
    }
}
