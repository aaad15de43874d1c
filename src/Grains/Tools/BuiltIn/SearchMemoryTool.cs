using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>Recall for an agent: what the tenant shares, and its own.</summary>
internal sealed class SearchMemoryTool(IGrainFactory grains) : IAnsweringTool
{
    private const int Most = 50;

    public string Name => "search_memory";

    public string Description => "Recalls what the cluster learned: facts of the schema, examples, corrections, synonyms, patterns, notes.";

    public Shape Arguments { get; } = Shape.Object(
        "Arguments of search_memory",
        Shape.Text("what to look for, in words", 4_000).Required("query"),
        Shape.Whole("most memories, 10 when left out", 1, Most).Optional("limit"));

    public bool Changes => false;

    public async Task<Outcome<ActionOutcome>> AnswerAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var wanted = call.Read<Wanted>();
        var query = new MemoryQuery { Text = wanted.Query, Agent = call.Agent, Source = call.Invocation.Source, Limit = wanted.Limit ?? 10 };
        var page = await grains.GetGrain<IMemoryGrain>(call.Tenant).RecallAsync(query, cancellationToken);
        return page.Succeeded ? call.Answer($"{page.Value.Items.Length} memories.", Result(page.Value)) : page.Problem;
    }

    private static ResultSet Result(Page<RecalledMemory> page) => ResultTable.Of(
        [("kind", "text"), ("subject", "text"), ("content", "text"), ("trust", "text"), ("score", "number")],
        [.. page.Items.Select(found => new object?[] { found.Item.Kind, found.Item.Subject, found.Item.Content, found.Item.Trust.ToString(), Math.Round(found.Score, 4) })]);

    private sealed record Wanted(string Query, int? Limit);
}
