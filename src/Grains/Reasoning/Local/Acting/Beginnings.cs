namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Finds the column that says when a row came to be: a new row gets the present there, and the age of a row counts from it.</summary>
internal static class Beginnings
{
    private static readonly HashSet<string> Verbs =
        ["created", "added", "opened", "sent", "submitted", "recorded", "registered", "received", "logged", "joined", "subscribed", "inserted", "entered", "changed", "placed", "requested", "uploaded"];

    public static bool Is(ColumnRef column) => column.Role == ColumnRole.Date && Verb(column) is not null;

    /// <summary>The verb of the only such column, or null.</summary>
    public static string? Verb(TableEntry table) => table.Columns.Where(column => Is(column.Ref)).ToList() is [var only] ? Verb(only.Ref) : null;

    private static string? Verb(ColumnRef column) =>
        Tokenizer.Identifier(column.Column.Name) is [{ Lower: var verb }, { Lower: "at" or "on" }] && Verbs.Contains(verb) ? verb : null;
}
