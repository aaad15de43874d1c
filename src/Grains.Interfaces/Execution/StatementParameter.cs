namespace AgentCluster.Execution;

/// <summary>One value for a statement.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Execution.StatementParameter")]
public sealed record StatementParameter
{
    /// <summary>Name as it stands in the statement, with its sigil (<c>@id</c> for SQLite, <c>$1</c> for PostgreSQL).</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The value as JSON: null, true, false, a number or a string.</summary>
    [Id(1)]
    public required string Json { get; init; }
}
