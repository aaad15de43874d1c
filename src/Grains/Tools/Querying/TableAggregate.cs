namespace AgentCluster.Tools.Querying;

/// <summary>A figure over the rows of a group.</summary>
/// <param name="Function">One of <see cref="TableQueryShape.Functions"/>.</param>
/// <param name="Column">The column; null counts rows.</param>
internal sealed record TableAggregate(string Function, string? Column)
{
    /// <summary>Name of the figure in the result, which the order may name.</summary>
    public string Alias => Column is null ? Function : $"{Function}_{Column}";
}
