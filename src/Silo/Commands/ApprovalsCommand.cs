using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AgentCluster.Silo.Commands;

/// <summary>Requests for human decisions at the terminal: lists, shows, approves, rejects, renews. What is decided over is the card that was shown, by its hash.</summary>
internal static class ApprovalsCommand
{
    public static Command Create() => new(
        "approvals",
        $"Lists, shows, approves, rejects and renews what waits for a human's decision, with the API key in {RunningCluster.KeyVariable} if there is one.")
    {
        List(), Show(), Decide("approve", "Shows a request and approves it; what is approved is done at once."), Decide("reject", "Rejects a request; nothing is done."),
        Renew(),
    };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Also those that were decided or have ended." };
        var status = new Option<string>("--status") { Description = "Those of one status, such as expired.", HelpName = "STATUS", DefaultValueFactory = _ => "pending" };
        var json = Json();
        var command = new Command("list", "Lists what waits for a decision, newest first.") { all, status, json };
        command.SetAction((parsed, cancellationToken) => UseAsync(
            parsed, (client, cancel) => ListAsync(client, parsed.GetValue(all) ? null : parsed.GetValue(status), parsed.GetValue(json), cancel), cancellationToken));
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var json = Json();
        var command = new Command("show", "Shows a request: what would happen, to which rows, who asked, and whether it can be undone.") { id, json };
        command.SetAction((parsed, cancellationToken) => UseAsync(
            parsed,
            async (client, cancel) =>
            {
                var approval = await CallAsync(() => client.GetAsync(PathOf(parsed.GetValue(id)!), cancel), cancel);
                await Console.Out.WriteLineAsync(parsed.GetValue(json) ? approval.GetRawText() : ApprovalText.Card(approval, TimeProvider.System.GetUtcNow()));
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static Command Decide(string decision, string description)
    {
        var id = Id();
        var hash = new Option<string?>("--hash") { Description = "Hash of the card that was seen, for scripts; without it the card is shown, and asked about.", HelpName = "HASH" };
        var reason = new Option<string?>("--reason") { Description = "Why; the agent that asked reads it.", HelpName = "TEXT" };
        var command = new Command(decision, description) { id, hash, reason };
        command.SetAction((parsed, cancellationToken) => UseAsync(
            parsed,
            (client, cancel) => DecideAsync(client, decision, parsed.GetValue(id)!, parsed.GetValue(hash), parsed.GetValue(reason), cancel),
            cancellationToken));
        return command;
    }

    private static Command Renew()
    {
        var id = Id();
        var command = new Command("renew", "Asks again what nobody decided in time, or what was stale; shows the request that took its place.") { id };
        command.SetAction((parsed, cancellationToken) => UseAsync(
            parsed,
            async (client, cancel) =>
            {
                var renewed = await CallAsync(() => client.PostAsJsonAsync($"{PathOf(parsed.GetValue(id)!)}/renew", new { }, cancel), cancel);
                await Console.Out.WriteLineAsync(ApprovalText.Card(renewed, TimeProvider.System.GetUtcNow()));
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "Id of the request." };

    private static Option<bool> Json() => new("--json") { Description = "Print it as JSON." };

    private static string PathOf(string id) => $"/v1/approvals/{Uri.EscapeDataString(id)}";

    private static Task<int> UseAsync(ParseResult parsed, Func<HttpClient, CancellationToken, Task<int>> command, CancellationToken cancellationToken) =>
        CommandLine.GuardAsync(() => RunningCluster.UseAsync(CommandLine.SettingsOf(parsed), command, cancellationToken));

    private static async Task<int> ListAsync(HttpClient client, string? status, bool json, CancellationToken cancellationToken)
    {
        var path = status is null ? "/v1/approvals?limit=200" : $"/v1/approvals?limit=200&status={Uri.EscapeDataString(status)}";
        var page = await CallAsync(() => client.GetAsync(path, cancellationToken), cancellationToken);
        if (json)
        {
            await Console.Out.WriteLineAsync(page.GetRawText());
            return 0;
        }

        var now = TimeProvider.System.GetUtcNow();
        foreach (var approval in page.GetProperty("items").EnumerateArray())
        {
            await Console.Out.WriteLineAsync(ApprovalText.Line(approval, now));
        }

        if (page.GetProperty("items").GetArrayLength() == 0)
        {
            await Console.Error.WriteLineAsync(status switch
            {
                null => "Nobody has asked for a decision yet.",
                "pending" => "Nothing waits for a decision.",
                _ => $"No request is {status}.",
            });
        }
        else if (page.GetProperty("next").ValueKind == JsonValueKind.String)
        {
            await Console.Error.WriteLineAsync("There are more; GET /v1/approvals pages through them.");
        }

        return 0;
    }

    private static async Task<int> DecideAsync(HttpClient client, string decision, string id, string? hash, string? reason, CancellationToken cancellationToken)
    {
        if (hash is null)
        {
            var shown = await CallAsync(() => client.GetAsync(PathOf(id), cancellationToken), cancellationToken);
            await Console.Out.WriteLineAsync(ApprovalText.Card(shown, TimeProvider.System.GetUtcNow()));
            if (shown.GetProperty("status").GetString() != "pending")
            {
                throw new AgentClusterException("The request is settled; there is nothing to decide.");
            }

            if (!await AgreesAsync(decision, cancellationToken))
            {
                await Console.Error.WriteLineAsync("Nothing was decided.");
                return 1;
            }

            hash = shown.GetProperty("hash").GetString();
        }

        var decided = await CallAsync(
            () => client.PostAsJsonAsync($"{PathOf(id)}/decision", new { decision, hash, reason }, cancellationToken), cancellationToken);
        await Console.Out.WriteLineAsync(ApprovalText.Card(decided, TimeProvider.System.GetUtcNow()));
        return decided.GetProperty("status").GetString() is "executed" or "approved" or "executing" or "rejected" or "pending" ? 0 : 1;
    }

    private static async Task<bool> AgreesAsync(string decision, CancellationToken cancellationToken)
    {
        await Console.Out.WriteAsync($"Type '{decision}' to {decision} this: ");
        return (await Console.In.ReadLineAsync(cancellationToken))?.Trim() == decision;
    }

    private static async Task<JsonElement> CallAsync(Func<Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        using var response = await call();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new AgentClusterException(Refusal(response.StatusCode, answer));
    }

    private static string Refusal(HttpStatusCode status, JsonElement problem) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } text ? text : $"HTTP {(int)status}";
}
