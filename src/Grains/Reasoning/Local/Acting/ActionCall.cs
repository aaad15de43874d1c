using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>The call of a tool that a request comes to.</summary>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Arguments">Its arguments, typed.</param>
/// <param name="Summary">What it will do, one plain sentence.</param>
internal sealed record ActionCall(string Tool, ImmutableDictionary<string, object?> Arguments, string Summary)
{
    /// <summary>What reading the request took for granted.</summary>
    public ImmutableArray<string> Assumptions { get; init; } = [];
}
