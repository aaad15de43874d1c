namespace AgentCluster.Silo.Sample;

/// <summary>A column. A row holds int, string, decimal, double, bool, DateOnly, DateTime (UTC) or null in its place.</summary>
internal sealed record SampleColumn(string Name, ColumnKind Kind, bool Nullable)
{
    /// <summary>The only values of a text column that is a choice, in their order; otherwise empty.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
