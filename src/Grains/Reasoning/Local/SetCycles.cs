namespace AgentCluster.Reasoning.Local;

/// <summary>Turning ties round may make a set depend on itself; such a reading cannot be written.</summary>
internal static class SetCycles
{
    public static bool Exist(RowSet rows) => Exist(rows, []);

    private static bool Exist(RowSet rows, HashSet<RowSet> outer)
    {
        if (!outer.Add(rows))
            return true;
        var found = rows.Ranking is { } ranking && Exist(ranking.By, outer) || rows.Conditions.Exists(condition => Exist(condition, outer));
        outer.Remove(rows);
        return found;
    }

    private static bool Exist(Condition condition, HashSet<RowSet> outer) => condition switch
    {
        RelatedCondition related => Exist(related.Target, outer),
        RowComparison comparison => Exist(comparison.Rows, outer) || Exist(comparison.Left, outer) || Exist(comparison.Of, outer),
        Either either => either.Of.Any(part => Exist(part, outer)),
        _ => false,
    };

    private static bool Exist(Expression expression, HashSet<RowSet> outer) => expression is RelatedAggregate related && Exist(related.Target, outer);
}
