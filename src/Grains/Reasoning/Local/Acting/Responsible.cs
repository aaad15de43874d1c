using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Words for whoever looks after a thing; databases and people seldom take the same one.</summary>
internal static class Responsible
{
    private static readonly HashSet<string> Words = ["owner", "assignee", "assigned", "manager", "responsible", "handler", "agent", "keeper"];

    /// <summary>Whether a reference leads to whoever looks after the row.</summary>
    public static bool Is(ColumnRef column) => Tokenizer.Identifier(column.Column.Name).Any(word => Words.Contains(word.Lower));

    /// <summary>Whether the phrase asks for whoever looks after a thing.</summary>
    public static bool Is(ImmutableArray<Token> phrase) => phrase.Any(word => Words.Contains(word.Lower));
}
