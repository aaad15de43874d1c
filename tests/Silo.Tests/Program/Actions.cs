using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>Calls of tools, and decisions over what they propose, as a client makes them.</summary>
internal static class Actions
{
    public static Task<JsonElement> InvokeAsync(this HttpClient http, string tool, object arguments) => http.PostAsync($"/v1/tools/{tool}/invocations", new { arguments });

    /// <summary>The request for a decision that an action waits for.</summary>
    public static async Task<JsonElement> ApprovalAsync(this HttpClient http, JsonElement action)
    {
        Assert.Equal("awaitingApproval", action.Text("status"));
        return await http.ReadAsync($"/v1/approvals/{action.Text("approvalId")}");
    }

    /// <summary>Decides over a request as it was shown, or as another hash shows it.</summary>
    public static async Task<(HttpStatusCode Code, JsonElement Body)> DecideAsync(this HttpClient http, JsonElement approval, string decision, string? hash = null)
    {
        using var answer = await http.PostAsJsonAsync($"/v1/approvals/{approval.Text("id")}/decision", new { decision, hash = hash ?? approval.Text("hash") });
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
