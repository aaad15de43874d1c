namespace AgentCluster.Execution.Postgres;

/// <summary>A QUERY with what bounds its rows: range table, FROM, conditions that hold for every row, and the WITH queries in sight.</summary>
internal sealed class PostgresScope
{
    private const int InnerJoin = 0;
    private const int WithTies = 1;

    private readonly PostgresNode[] _enclosing;

    public PostgresScope(PostgresNode query, PostgresNode[] enclosing)
    {
        (Query, _enclosing) = (query, enclosing);
        Entries = [.. query.Nodes("rtable")];
        var conditions = new List<PostgresNode>();
        var entries = new List<int>();
        Walk(query.Node("jointree"), conditions, entries, holds: true);
        if (query.Node("mergeJoinCondition") is { } condition)
        {
            conditions.AddRange(Conjuncts(condition));
        }

        Walk(query.Node("setOperations"), conditions, entries, holds: true);
        (Conditions, FromEntries) = ([.. conditions], [.. entries]);
    }

    public PostgresNode Query { get; }

    public PostgresNode[] Entries { get; }

    /// <summary>What holds for every row: WHERE, and the conditions of inner joins.</summary>
    public PostgresNode[] Conditions { get; }

    /// <summary>Numbers of the entries that rows come from.</summary>
    public int[] FromEntries { get; }

    /// <summary>A WITH RECURSIVE that refers to itself may go on for ever.</summary>
    public bool IsRecursive { get; private init; }

    /// <summary>A small constant after LIMIT, or null; WITH TIES may give any number of rows.</summary>
    public long? ShortLimit => Query.Number("limitOption") != WithTies && Query.Node("limitCount") is { } limit
        && PostgresRange.WholeNumber(Stripped(limit)) is { } rows and >= 0 and <= PostgresRange.MaxLength ? rows : null;

    /// <summary>Whether it gives more rows than those of its FROM put together: a function that returns several, several groupings.</summary>
    public bool Multiplies => Query.Flag("hasTargetSRFs") || Query.Nodes("groupingSets").Any();

    public bool AggregatesToOneRow =>
        Query.Flag("hasAggs") && !Query.Nodes("groupClause").Any() && !Query.Nodes("groupingSets").Any() && !Query.Flag("hasTargetSRFs");

    /// <summary>Whether a MERGE acts on rows of the target that no row of its source picks (WHEN NOT MATCHED BY SOURCE, PostgreSQL 17).</summary>
    public bool ReachesUnmatchedTargets => Query.Nodes("mergeActionList").Any(action => action.Number("matchKind") == 1);

    public PostgresScope Inside(PostgresNode query) => new(query, [.. _enclosing, Query]);

    /// <summary>The query behind an entry that names a WITH query.</summary>
    public PostgresScope? Cte(PostgresNode entry)
    {
        PostgresNode[] chain = [.. _enclosing, Query];
        var level = chain.Length - 1 - entry.Number("ctelevelsup");
        var cte = level < 0 ? null : chain[level].Nodes("cteList").FirstOrDefault(cte => cte.Atom("ctename") == entry.Atom("ctename"));
        return cte?.Node("ctequery") is { } query ? new(query, chain[..(level + 1)]) { IsRecursive = cte.Flag("cterecursive") } : null;
    }

    /// <summary>The parts of a condition that all hold.</summary>
    public static IReadOnlyList<PostgresNode> Conjuncts(PostgresNode condition) =>
        condition.Name == "BOOLEXPR" && condition.Atom("boolop") == "and" ? [.. condition.Nodes("args").SelectMany(Conjuncts)] : [condition];

    private static PostgresNode Stripped(PostgresNode node) =>
        node.Name == "FUNCEXPR" && node.Number("funcformat") != 0 && node.Nodes("args").FirstOrDefault() is { } argument ? argument : node;

    private static void Walk(PostgresNode? node, List<PostgresNode> conditions, List<int> entries, bool holds)
    {
        switch (node?.Name)
        {
            case "RANGETBLREF":
                entries.Add(node.Number("rtindex"));
                return;
            case "FROMEXPR":
                foreach (var item in node.Nodes("fromlist"))
                {
                    Walk(item, conditions, entries, holds);
                }

                break;
            case "JOINEXPR" or "SETOPERATIONSTMT":
                holds &= node.Number("jointype") == InnerJoin;
                Walk(node.Node("larg"), conditions, entries, holds);
                Walk(node.Node("rarg"), conditions, entries, holds);
                break;
        }

        if (holds && node?.Node("quals") is { } quals)
        {
            conditions.AddRange(Conjuncts(quals));
        }
    }
}
