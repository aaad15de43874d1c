using System.Globalization;

namespace AgentCluster.Execution.Actions;

/// <summary>
/// What an action would do in one plain sentence, made of what the engine found out and the tool rendered; nothing of it is its author's claim.
/// </summary>
internal static class ActionSentence
{
    /// <summary>The sentence. A typed tool knows better words for its own row than a statement's kind gives.</summary>
    public static string Of(ActionProposal proposal, Preview? preview) =>
        proposal.Bounded || preview?.Kind is not { } kind ? proposal.Summary : $"{Change(kind, preview)} in source '{proposal.Source}'";

    private static string Change(string kind, Preview preview)
    {
        var rows = Rows(preview);
        return (kind, preview.Table) switch
        {
            (_, null) => $"Run {kind.ToUpperInvariant()}",
            ("insert", var table) => $"Add {rows} to {table}",
            ("update", var table) => $"Change {rows} of {table}",
            ("delete", var table) => $"Remove {rows} from {table}",
            ("merge", var table) => $"Add, change or remove {rows} of {table}",
            ("truncate", var table) => $"Remove all rows from {table}",
            (_, var table) => $"Run {kind.ToUpperInvariant()} on {table}",
        };
    }

    private static string Rows(Preview preview) => preview switch
    {
        { RowsAffected: null } => "an unknown number of rows",
        { RowsAffected: 1, IsExact: true } => "1 row",
        { IsExact: true } => string.Create(CultureInfo.InvariantCulture, $"{preview.RowsAffected} rows"),
        _ => string.Create(CultureInfo.InvariantCulture, $"about {preview.RowsAffected} rows"),
    };
}
