using System.Collections.Immutable;

namespace AgentCluster.Execution.Postgres;

/// <summary>An inspection with all that is needed to show a change, to do it, and to notice that something was altered meanwhile.</summary>
internal sealed record PostgresExamined
{
    /// <summary>The inspection.</summary>
    public required Inspected Inspected { get; init; }

    /// <summary>The statement by its tokens.</summary>
    public required PostgresShape Shape { get; init; }

    /// <summary>Relations and functions that it rests on.</summary>
    public required (uint[] Relations, uint[] Functions) Touched { get; init; }

    /// <summary>Their definitions as they are.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The only change of the statement, or null when it makes several or none.</summary>
    public PostgresChange? Change { get; init; }

    /// <summary>What stands behind the tables that it changes.</summary>
    public required PostgresBehind Behind { get; init; }

    /// <summary>The changed table, or null where it is none by itself.</summary>
    public PostgresTable? Table { get; init; }

    /// <summary>The statement as a query that tells the changed rows, or null where it cannot be told rightly.</summary>
    public string? Capturing { get; init; }

    /// <summary>Whether no function of a user runs while it is planned.</summary>
    public required bool CanBePlanned { get; init; }

    /// <summary>Whether a number is taken from a sequence that it names itself.</summary>
    public bool MovesSequence { get; init; }

    /// <summary>Cascades that the change may set off.</summary>
    public ImmutableArray<string> Cascades =>
    [
        .. Change?.Kind is "delete" or "merge" || Shape.Kind == "truncate" ? Behind.DeleteCascades : [],
        .. Change?.Updates == true ? Behind.UpdateCascades : [],
    ];

    /// <summary>Whether it can be tried: one change, and neither code of a user nor a cascade comes with it.</summary>
    public bool CanBeTried => CanBePlanned && Change is not null && Behind.Code.IsEmpty && Cascades.IsEmpty;

    /// <summary>What no rollback takes back.</summary>
    public ImmutableArray<string> NotRolledBack =>
    [
        .. Change?.Kind is "insert" or "merge" ? Behind.Sequences.Select(sequence => $"Numbers taken from sequence {sequence} are not given back.") : [],
        .. MovesSequence ? ["Numbers taken from the sequences it names are not given back."] : ImmutableArray<string>.Empty,
    ];
}
