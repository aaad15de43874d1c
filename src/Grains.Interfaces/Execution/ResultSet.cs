using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>The rows of one statement, already in the API's JSON form.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.ResultSet")]
public sealed record ResultSet
{
    /// <summary>Column names, in order.</summary>
    [Id(0)]
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>One of <c>integer</c>, <c>number</c>, <c>text</c>, <c>boolean</c>, <c>date</c>, <c>timestamp</c>, <c>bytes</c>, <c>json</c>, <c>null</c> a column.</summary>
    [Id(1)]
    public ImmutableArray<string> ColumnTypes { get; init; } = [];

    /// <summary>
    /// A JSON array of arrays. Integers beyond 2^53 and decimals that would lose digits are strings, dates and times ISO 8601, bytes base64.
    /// </summary>
    [Id(2)]
    public string RowsJson { get; init; } = "[]";

    /// <summary>How many rows are here.</summary>
    [Id(3)]
    public int RowCount { get; init; }

    /// <summary>Whether there were more rows or bytes than the limits allow.</summary>
    [Id(4)]
    public bool Truncated { get; init; }
}
