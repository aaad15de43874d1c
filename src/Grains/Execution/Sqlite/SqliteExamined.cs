namespace AgentCluster.Execution.Sqlite;

/// <summary>An inspection with what the engine reported.</summary>
/// <param name="Inspected">The inspection.</param>
/// <param name="Trace">What it rests on.</param>
internal sealed record SqliteExamined(Inspected Inspected, SqliteTrace Trace)
{
    /// <summary>The only table whose rows change, or null when there are several or none.</summary>
    public string? Target => Trace.Changes.Select(change => change.Table).Distinct(StringComparer.OrdinalIgnoreCase).ToArray() is [var table] ? table : null;

    /// <summary>Whether it can be tried: rows of one table change, and no trigger, cascade or change of the schema comes with them.</summary>
    public bool CanBeTried => Target is not null && Trace.Triggers.Count == 0 && Trace.Definitions.Count == 0 && Inspected.Inspection.Kind != "explain" && Trace.Cascade is null;
}
