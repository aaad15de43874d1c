using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AgentCluster.Execution.Writing;

/// <summary>One row that a statement changed; values are in the engine's own lossless text form, null is NULL.</summary>
/// <param name="Before">The row as it was, or null when there was none.</param>
/// <param name="After">The row as it became, or null when it is gone.</param>
internal sealed record RowImage(
    [property: JsonPropertyName("b")] ImmutableArray<string?>? Before,
    [property: JsonPropertyName("a")] ImmutableArray<string?>? After)
{
    /// <summary>What takes the change back.</summary>
    public RowImage Inverse() => new(After, Before);
}
