using System.Text.Json;
using AgentCluster.TestKit;
using Npgsql;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>What stands in the database when everything has come to rest.</summary>
/// <param name="Rows">Interactions in all.</param>
/// <param name="Incomplete">Acknowledged interactions whose row is missing or not completed.</param>
/// <param name="Repeated">Interactions that were answered more than once, or that no key stands behind.</param>
/// <param name="Counted">Questions that the agents counted in their own state.</param>
internal sealed record Verification(int Rows, int Incomplete, int Repeated, int Counted)
{
    public static async Task<Verification> ReadAsync(ChaosDatabase database, IReadOnlyList<ChaosLog> logs)
    {
        await using var source = NpgsqlDataSource.Create(database.Admin);
        await SettledAsync(source);
        var answered = new Dictionary<string, int>();
        await using var command = source.CreateCommand("SELECT id, status, transcript FROM agentcluster.agent_interaction");
        await using var reader = await command.ExecuteReaderAsync();
        var (rows, repeated) = (0, 0);
        while (await reader.ReadAsync())
        {
            var times = Answers(reader.GetString(2));
            rows++;
            repeated += times > 1 ? 1 : 0;
            answered[reader.GetString(0)] = reader.GetString(1) == "completed" ? times : 0;
        }

        // A key whose acknowledgement was lost may have a row of its own, but only one.
        var acknowledged = logs.SelectMany(log => log.Acknowledged.Values).ToHashSet();
        var strangers = answered.Keys.Count(id => !acknowledged.Contains(id)) - logs.Sum(log => log.Issued.Count - log.Acknowledged.Count);
        return new(
            rows,
            acknowledged.Count(id => answered.GetValueOrDefault(id) == 0),
            repeated + logs.Sum(log => log.Contradictions) + Math.Max(0, strangers),
            await CountedAsync(source));
    }

    /// <summary>Waits until nothing runs and everything was learned from; what never comes to rest is seen in the figures.</summary>
    private static async Task SettledAsync(NpgsqlDataSource source)
    {
        try
        {
            await Eventually.GetAsync(
                async () =>
                {
                    await using var command = source.CreateCommand("SELECT count(*) FROM agentcluster.agent_interaction WHERE status = 'running' OR learned_version < version");
                    return (long)(await command.ExecuteScalarAsync())!;
                },
                open => open == 0,
                TimeSpan.FromSeconds(120));
        }
        catch (TimeoutException still)
        {
            Console.WriteLine($"Not at rest: {still.Message}");
        }
    }

    private static int Answers(string transcript)
    {
        using var json = JsonDocument.Parse(transcript);
        return json.RootElement.TryGetProperty("steps", out var steps) ? steps.EnumerateArray().Count(step => step.GetProperty("kind").GetString() == "answered") : 0;
    }

    private static async Task<int> CountedAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT convert_from(payloadbinary, 'UTF8') FROM agentcluster.orleansstorage WHERE graintypestring LIKE '%agent%'");
        await using var reader = await command.ExecuteReaderAsync();
        var counted = 0;
        while (await reader.ReadAsync())
        {
            using var state = JsonDocument.Parse(reader.GetString(0));
            counted += state.RootElement.GetProperty("Counters").GetProperty("Asked").GetInt32();
        }

        return counted;
    }
}
