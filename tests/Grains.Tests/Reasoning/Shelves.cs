using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Reasoning;
using AgentCluster.Tools;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>Tools of a tenant as tests want them.</summary>
internal static class Shelves
{
    public const string Actor = "actor";

    public const string Reader = "reader";

    public static ToolShelf Empty { get; } = new((_, _) => Task.FromResult<ImmutableArray<ToolView>>([]), (_, _, _) => throw new InvalidOperationException(), [], TimeProvider.System);

    /// <summary>An agent that acts with every tool, and one that has them and may only read.</summary>
    public static ImmutableArray<AgentProfile> Roster { get; } = [Profile(Actor, SqlTier.Dml), Profile(Reader, SqlTier.Read)];

    public static ImmutableArray<ToolView> Tools(string? statusMapping = null) =>
        [Tool("execute_sql", null), Tool("send_email", null), Tool("update_client_status", statusMapping)];

    public static ToolShelf Of(Func<ToolInvocation, Outcome<ActionOutcome>> invoke) =>
        new((_, _) => Task.FromResult(Tools()), (_, call, _) => Task.FromResult(invoke(call)), Roster, TimeProvider.System);

    public static AgentProfile Profile(string id, SqlTier tier) => new()
    {
        Id = id,
        Title = id,
        Description = "Tests.",
        Instructions = "Be brief.",
        Tier = tier,
        Tools = ["query_data", "execute_sql", "send_email", "update_client_status"],
    };

    private static ToolView Tool(string name, string? definition) => new()
    {
        Name = name,
        Version = 1,
        Kind = ToolKind.BuiltIn,
        State = ToolState.Published,
        Description = name,
        Schema = """{"type":"object"}""",
        Agents = [Actor, Reader],
        Definition = definition,
    };
}
