using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace AgentCluster.Benchmarks.Actions;

/// <summary>One life of the server, from its start to its kill -9.</summary>
internal sealed class ActionsProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private ActionsProcess(Process process, string url) => (_process, _http) = (process, new() { BaseAddress = new Uri(url) });

    public static async Task<ActionsProcess> StartAsync(string data, string source, int first, int count)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(ActionsProcess).Assembly.Location, "actions-server", data, Text(first), Text(count) })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AgentCluster__Sources__default__ConnectionString"] = source;
        start.Environment["AgentCluster__Sources__default__Writable"] = "true";
        start.Environment["AgentCluster__Approvals__Timeout"] = "01:00:00";
        var process = Process.Start(start)!;
        var url = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new(process, url);
    }

    public async Task<List<JsonElement>> PendingAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("/v1/approvals?status=pending&limit=200")).GetProperty("items").EnumerateArray()];

    /// <summary>Approves a request; whether an answer came, and said that it was done.</summary>
    public async Task<bool> ApproveAsync(JsonElement request)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync(
                $"/v1/approvals/{request.GetProperty("id").GetString()}/decision", new { decision = "approve", hash = request.GetProperty("hash").GetString() });
            return answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString() == "executed";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public Task<JsonElement> VerifyAsync() => _http.GetFromJsonAsync<JsonElement>("/v1/audit/verify");

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _http.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
