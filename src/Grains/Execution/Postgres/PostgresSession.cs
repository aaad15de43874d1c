using System.Data;
using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>A connection of the inspecting login in one caller's hands. The server's trees come on it as notices.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>Longest tree that is looked at, 4 MB.</summary>
    private const int MaxTree = 4 * 1024 * 1024;
    private const string Heading = "rewritten parse tree";

    public NpgsqlConnection Connection => connection;

    /// <summary>Parses and describes an unnamed statement; nothing is executed.</summary>
    public async Task<PostgresAnswer> AskAsync(string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        var trees = new List<string>();
        void Keep(object sender, NpgsqlNoticeEventArgs e)
        {
            if (e.Notice.MessageText.StartsWith(Heading, StringComparison.Ordinal))
            {
                trees.Add(e.Notice.Detail ?? "");
            }
        }

        connection.Notice += Keep;
        try
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgresParameters.Command(sql, parameters) } };
            await using var rows = await batch.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken);
        }
        catch (PostgresException refused) when (PostgresFaults.IsOfStatement(refused) && !PostgresFaults.IsTimeout(refused))
        {
            return new([], new(PostgresFaults.Shown(refused), IsEngines: true));
        }
        finally
        {
            connection.Notice -= Keep;
        }

        return trees.Count == 0 ? new([], new("The server shows nothing of what the statement does.", false))
            : trees.Sum(tree => (long)tree.Length) > MaxTree ? new([], new($"What the statement does fills more than {MaxTree / 1024 / 1024} MB.", false))
            : new(trees, null);
    }

    /// <summary>The query behind the materialized view that a REFRESH names, or null.</summary>
    public async Task<string?> DefinitionAsync(PostgresShape shape, CancellationToken cancellationToken)
    {
        var start = Array.FindIndex(shape.Tokens, token => token.IsWord("view")) + 1;
        start += start < shape.Tokens.Length && shape.Tokens[start].IsWord("concurrently") ? 1 : 0;
        var end = start;
        while (end + 2 < shape.Tokens.Length && shape.Tokens[end + 1].IsSymbol("."))
        {
            end += 2;
        }

        if (end >= shape.Tokens.Length)
        {
            return null;
        }

        const string Sql = "SELECT pg_catalog.pg_get_viewdef(c.oid) FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass($1) AND c.relkind = 'm'";
        var name = string.Join('.', shape.Tokens[start..(end + 1)].Where(token => token.IsName).Select(token => '"' + token.Text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"'));
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
