using System.Text.Json.Nodes;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Resources;

/// <summary>What an action would change.</summary>
internal sealed record PreviewResource
{
    /// <summary>Rows that would be changed, or null where nobody can tell.</summary>
    public long? RowsAffected { get; init; }

    /// <summary>Whether they were counted; otherwise they are estimated.</summary>
    public required bool Exact { get; init; }

    /// <summary>The first of those rows as they are, by column.</summary>
    public required ImmutableArray<JsonObject> Before { get; init; }

    /// <summary>The same rows as they would be.</summary>
    public required ImmutableArray<JsonObject> After { get; init; }

    /// <summary>What foreign keys would change with them.</summary>
    public required ImmutableArray<string> Cascades { get; init; }

    /// <summary>Triggers, rules and checks with user code that would run.</summary>
    public required ImmutableArray<string> Triggers { get; init; }

    /// <summary>Effects that no rollback takes back.</summary>
    public required ImmutableArray<string> NotRolledBack { get; init; }

    /// <summary>Whether the change could be taken back.</summary>
    public required bool Undoable { get; init; }

    /// <summary>Maps a preview.</summary>
    public static PreviewResource From(Preview preview) => new()
    {
        RowsAffected = preview.RowsAffected,
        Exact = preview.IsExact,
        Before = Rows(preview.Before),
        After = Rows(preview.After),
        Cascades = preview.Cascades,
        Triggers = preview.Triggers,
        NotRolledBack = preview.NotRolledBack,
        Undoable = preview.IsUndoable,
    };

    private static ImmutableArray<JsonObject> Rows(ResultSet? rows) => rows is null
        ? []
        : [.. JsonNode.Parse(rows.RowsJson)!.AsArray().Select(row =>
            new JsonObject(rows.Columns.Zip(row!.AsArray(), (column, value) => KeyValuePair.Create(column, value?.DeepClone()))))];
}
