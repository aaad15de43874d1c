using AgentCluster.Silo.Hosting;
using AgentCluster.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Benchmarks.Load;

/// <summary>The embedded cluster with one more endpoint: the same SELECT and one committed row, and nothing else.</summary>
internal static class LoadServer
{
    public static async Task<int> RunAsync(string data, CancellationToken cancellationToken)
    {
        var settings = ClusterSettings.Load(data, "http://127.0.0.1:0", source: null);
        await using var cluster = await EmbeddedCluster.StartAsync(settings, cancellationToken, app => MapBare(app, Path.Combine(data, "sample.db")));
        await Console.Out.WriteLineAsync(cluster.Url);
        await cluster.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static void MapBare(WebApplication app, string source)
    {
        var database = app.Services.GetRequiredService<SqlitePlatform>();
        var readOnly = new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly }.ToString();
        var made = database.WriteAsync(connection => connection.Execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, question TEXT, answer INTEGER)"));
        app.MapPost("/bare", async (BareRequest request, CancellationToken cancellationToken) =>
        {
            await made;
            await using var connection = new SqliteConnection(readOnly);
            await connection.OpenAsync(cancellationToken);
            var rows = connection.Query(row => row.GetInt64(0), request.Sql);
            await database.WriteAsync(
                writer => writer.Execute("INSERT INTO bare (question, answer) VALUES (@question, @answer)", ("@question", request.Question), ("@answer", rows[0])),
                cancellationToken);
            return Results.Json(new { rows });
        });
    }

    internal sealed record BareRequest(string Question, string Sql);
}
