using System.Text.Json;

namespace AgentCluster.Tools.Querying;

/// <summary>A condition on a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Op">One of <see cref="TableQueryShape.Operators"/>.</param>
/// <param name="Value">What it is compared with.</param>
internal sealed record TableFilter(string Column, string Op, JsonElement Value);
