using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentCluster.Execution;
using AgentCluster.Tools;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace AgentCluster.Grains.Tests.Tools;

/// <summary>Ten thousand calls, each broken in one place: whatever comes is told what is wrong, and nothing is proposed.</summary>
public sealed class MalformedCallTests(ToolBench bench, ITestOutputHelper output) : IClassFixture<ToolBench>
{
    private const int Calls = 10_000;

    private static readonly Dictionary<string, string> Sound = new(StringComparer.Ordinal)
    {
        ["execute_sql"] = """{"sql":"SELECT 1"}""",
        ["explain_sql"] = """{"sql":"SELECT 1"}""",
        ["inspect_sql"] = """{"sql":"SELECT 1"}""",
        ["query_data"] = """
            {"table":"clients","columns":["id","name"],"filters":[{"column":"status","op":"=","value":"active"},{"column":"id","op":"in","value":[1,2]}],
             "orderBy":[{"column":"id","descending":true}],"limit":10}
            """,
        ["describe_schema"] = """{"table":"clients"}""",
        ["search_memory"] = """{"query":"clients","limit":3}""",
        ["ask_agent"] = """{"agent":"data-analyst","question":"How many clients?"}""",
        ["update_client_status"] = """{"id":7,"status":"paused"}""",
        ["verify_audit"] = "{}",
        ["send_email"] = """{"to":"a@example.com","subject":"s","body":"b","attachSql":"SELECT 1"}""",
        ["create_new_tool"] = """
            {"name":"clients_by_status","description":"d","kind":"statement","sql":"SELECT * FROM clients WHERE status = :s",
             "parameters":[{"name":"s","type":"text","description":"d"}],
             "cases":[{"arguments":{"s":"active"}},{"arguments":{"s":"paused"}},{"arguments":{"s":"closed"}}],"agents":["data-analyst"]}
            """,
    };

    [Fact]
    public void Sound_Arguments_CoverEveryBuiltInTool() =>
        Assert.Empty(bench.Cluster.Services.GetRequiredService<ToolCatalog>().BuiltIn.Select(tool => tool.Name).Except(Sound.Keys));

    [Fact]
    public async Task Invoke_TenThousandMalformedCalls_ExplainsEachAndProposesNothing()
    {
        var seed = Environment.GetEnvironmentVariable("TOOLS_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"TOOLS_SEED={seed}");
        var random = new Random(seed);
        for (var i = 0; i < Calls; i++)
        {
            var (tool, arguments) = Break(random);

            var outcome = await bench.CallAsync(tool, arguments);

            Assert.True(outcome.Problem is { Kind: ProblemKind.Invalid or ProblemKind.NotFound, Field.Length: > 0, Message.Length: > 10 }, $"seed {seed}, call {i}: {tool} {arguments} -> {outcome.Problem}");
        }

        Assert.Empty(bench.Actions.Proposals);
        Assert.Empty(await bench.Versions.ListAsync("local", null, default));
    }

    private static (string Tool, string Arguments) Break(Random random)
    {
        var (tool, sound) = Sound.ElementAt(random.Next(Sound.Count));
        var arguments = JsonNode.Parse(sound)!.AsObject();
        var objects = Objects(arguments).ToList();
        var target = objects[random.Next(objects.Count)];
        var field = target.Count == 0 ? "x" : target.ElementAt(random.Next(target.Count)).Key;
        switch (random.Next(8))
        {
            case 0:
                target[$"{field}{random.Next(100)}"] = 1;
                break;
            case 1:
                return arguments.Count > 0 && arguments.Remove(arguments.First().Key) && tool != "describe_schema" ? (tool, arguments.ToJsonString()) : (tool, "[]");
            case 2:
                target[field] = new JsonObject { ["nested"] = new JsonArray(new JsonObject()) };
                break;
            case 3:
                target[field] = new JsonArray(new JsonArray(1, new JsonObject()));
                break;
            case 4:
                target[field] = "bad\u0001" + (char)random.Next(1, 32);
                break;
            case 5:
                return (tool, sound[..random.Next(sound.TrimEnd().Length)]);
            case 6:
                return arguments.Count > 0 ? (tool, sound.TrimEnd()[..^1] + $",\"{arguments.First().Key}\":{arguments.First().Value!.ToJsonString()}}}") : (tool, "null");
            default:
                return ($"{tool}{(char)random.Next('a', 'z')}", sound);
        }

        return (tool, arguments.ToJsonString());
    }

    // Arguments of a case are the tool's own to check, and are broken like the others.
    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => [members, .. members.SelectMany(member => Objects(member.Value))],
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };
}
