using System.Collections.Immutable;

namespace AgentCluster.Tools.Querying;

/// <summary>Arguments of <c>query_data</c>.</summary>
internal sealed record TableQuery
{
    public required string Table { get; init; }

    public ImmutableArray<string>? Columns { get; init; }

    public ImmutableArray<TableFilter>? Filters { get; init; }

    public ImmutableArray<string>? GroupBy { get; init; }

    public ImmutableArray<TableAggregate>? Aggregates { get; init; }

    public ImmutableArray<TableOrder>? OrderBy { get; init; }

    public int? Limit { get; init; }
}
