namespace AgentCluster.Execution.Sqlite;

/// <summary>What the engine reported while it prepared a statement.</summary>
internal sealed class SqliteTrace
{
    /// <summary>One that nothing was reported to yet.</summary>
    public static SqliteTrace For(SqliteShape shape) => new()
    {
        Defines = shape.Kind.Contains(' ', StringComparison.Ordinal) || shape.IsMaintenance,
        MakesTable = shape.Kind == "create table",
    };

    /// <summary>Whether the schema or what the engine knows of it is changed, for which the engine itself looks into its catalogs.</summary>
    public bool Defines { get; init; }

    /// <summary>Whether a table is made: it may be of a query's rows, and the engine itself needs no more of its catalogs than where a row is.</summary>
    public bool MakesTable { get; init; }

    public SortedSet<string> Relations { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Columns { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes of rows in the order reported: the target first, then what triggers and cascades add.</summary>
    public List<(int Action, string Table)> Changes { get; } = [];

    /// <summary>Changes of the schema, as words for people, with the table concerned.</summary>
    public List<(string What, string Table)> Definitions { get; } = [];

    /// <summary>Triggers that would fire.</summary>
    public SortedSet<string> Triggers { get; } = new(StringComparer.Ordinal);

    /// <summary>Virtual tables whose rows would change.</summary>
    public SortedSet<string> VirtualTables { get; } = new(StringComparer.Ordinal);

    /// <summary>Reasons to refuse the statement whatever a human says.</summary>
    public List<string> Forbidden { get; } = [];

    public bool Recursive { get; set; }

    /// <summary>Whether more rows change than those that the statement changes itself: the engine reports an action within the target's own table like a part of the statement.</summary>
    public bool ChangesAside { get; set; }

    /// <summary>A table changed beyond the statement itself, by a cascade or a trigger; it may be the target. Null when there is none.</summary>
    public string? Cascade => Changes is not [var (_, target), ..] ? null
        : Changes.Where(change => !change.Table.Equals(target, StringComparison.OrdinalIgnoreCase)).Select(change => change.Table).FirstOrDefault() ?? (ChangesAside ? target : null);

    /// <summary>Takes over what is behind a part that the engine does not compile yet.</summary>
    public void Merge(SqliteTrace behind)
    {
        Relations.UnionWith(behind.Relations);
        Columns.UnionWith(behind.Columns);
        Functions.UnionWith(behind.Functions);
        behind.Forbidden.ForEach(Forbid);
    }

    public void Forbid(string reason)
    {
        if (!Forbidden.Contains(reason))
        {
            Forbidden.Add(reason);
        }
    }
}
