using System.Net.Http.Json;
using System.Text.Json;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>The HTTP interface as a client sees it.</summary>
internal static class Api
{
    public static async Task<JsonElement> AskAsync(this HttpClient http, string question, string? agent = null, int waitSeconds = 30, string? conversationId = null)
    {
        using var response = await http.PostAsJsonAsync(agent is null ? "/v1/ask" : $"/v1/agents/{agent}/ask", new { question, waitSeconds, conversationId });
        return await ReadAsync(response);
    }

    public static async Task<JsonElement> PostAsync(this HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        return await ReadAsync(response);
    }

    public static Task<JsonElement> ReadAsync(this HttpClient http, string path) => http.GetFromJsonAsync<JsonElement>(path);

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new HttpRequestException($"{(int)response.StatusCode}: {text}");
    }
}
