using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.Silo.Hosting;

namespace AgentCluster.Silo.Commands;

/// <summary>Discovers the default source again.</summary>
internal static class DiscoverCommand
{
    public static Task<int> RunAsync(ClusterSettings settings, CancellationToken cancellationToken) =>
        RunningCluster.UseAsync(settings, DiscoverAsync, cancellationToken);

    private static async Task<int> DiscoverAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync("/v1/discovery/runs", new { source = "default" }, cancellationToken);
        var run = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync($"agentcluster: {run.GetProperty("detail").GetString()}");
            return 1;
        }

        foreach (var count in run.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Number))
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {count.Name,-22} {count.Value}"));
        }

        foreach (var change in run.GetProperty("changes").EnumerateArray())
        {
            await Console.Out.WriteLineAsync($"  {change.GetProperty("kind").GetString(),-8} {change.GetProperty("object").GetString()}: {change.GetProperty("detail").GetString()}");
        }

        return 0;
    }
}
