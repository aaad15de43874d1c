using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Finds the ties between what is added or removed and what it is added to or taken from: tags of clients, members of lists.</summary>
internal static class Ties
{
    public static IEnumerable<Tie> Between(ActingContext context, string what, string other)
    {
        foreach (var one in context.Targets.Read(what, table => Tables(context, table.Table).Any()).Where(target => target.IsOne))
        {
            foreach (var (table, hop) in Tables(context, one.Table))
            {
                foreach (var second in Hops(context, table).Where(second => second.To != one.Table && second.FromColumns[0] != hop.FromColumns[0]))
                {
                    foreach (var target in context.Targets.Read(other, entry => entry.Table == second.To).Where(target => target.IsOne))
                        yield return new(table, Shown(context, one, hop), Column(context, hop), Shown(context, target, second), Column(context, second));
                }
            }
        }
    }

    /// <summary>The tables that tie rows of this one to others: their key consists of two references.</summary>
    private static IEnumerable<(CatalogTable Table, JoinHop Hop)> Tables(ActingContext context, CatalogTable table) =>
        from entry in context.Lexicon.Tables
        where !entry.Table.IsView && entry.Table.PrimaryKey.Length == 2
        from hop in Hops(context, entry.Table)
        where hop.To == table
        select (entry.Table, hop);

    private static IEnumerable<JoinHop> Hops(ActingContext context, CatalogTable table) =>
        context.Lexicon.Joins.From(table).Where(hop => hop is { ToOne: true, FromColumns: [var reference] } && table.PrimaryKey.Contains(reference));

    private static ColumnRef Column(ActingContext context, JoinHop hop) => context.Lexicon.Column(hop.From, hop.FromColumns[0])!;

    private static RowTarget Shown(ActingContext context, RowTarget target, JoinHop hop) =>
        target with { Shown = $"CAST({context.Dialect.Name(hop.ToColumns[0])} AS text)" };
}
