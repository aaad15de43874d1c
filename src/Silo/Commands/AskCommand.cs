using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.Silo.Hosting;

namespace AgentCluster.Silo.Commands;

/// <summary>Asks one question over the gateway of the running cluster, or of one started for it.</summary>
internal static class AskCommand
{
    public static Task<int> RunAsync(ClusterSettings settings, string question, string? agent, bool json, CancellationToken cancellationToken) =>
        RunningCluster.UseAsync(settings, (client, cancel) => AskAsync(client, question, agent, json, cancel), cancellationToken);

    private static async Task<int> AskAsync(HttpClient client, string question, string? agent, bool json, CancellationToken cancellationToken)
    {
        var path = agent is null ? "/v1/ask" : $"/v1/agents/{Uri.EscapeDataString(agent)}/ask";
        using var response = await client.PostAsJsonAsync(path, new { question, waitSeconds = 300 }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync($"agentcluster: {Text(answer, "detail") ?? Text(answer, "title") ?? $"HTTP {(int)response.StatusCode}"}");
            return 1;
        }

        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(answer, Indented) : AnswerText.Of(answer));
        return Text(answer, "status") == "completed" ? 0 : 1;
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
