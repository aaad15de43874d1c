using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace AgentCluster.Tools.SelfMade;

/// <summary>What came of one case.</summary>
internal sealed record ToolTrial
{
    /// <summary>Rows returned or changed, or null where nobody can tell.</summary>
    public long? Rows { get; init; }

    /// <summary>Whether something would have been changed or sent.</summary>
    public bool Changes { get; init; }

    /// <summary>The first value of a read.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>Relations that were touched.</summary>
    public ImmutableArray<string> Relations { get; init; } = [];

    /// <summary>Why the case failed, or null.</summary>
    public string? Fault { get; init; }

    public static ToolTrial Failed(string fault) => new() { Fault = fault };
}
