namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Decides what a second value of the same column means. Of one row's own column "and" can only widen ("thai and indian places");
/// of related rows it asks for both ("papers by A and B"), for one without the other ("by A but not by B"), or for the two ends of one thing.
/// </summary>
internal static class SetReader
{
    public static void Join(Draft draft, ReadingNode node, Comparison known, ValueMention value, bool beside)
    {
        var not = draft.Pending.TakeNot();
        var joined = beside ? draft.Joined : null;
        if (joined is { Argument: "" } && !not && Bridged(draft, node) is { } bridged)
            node = bridged;
        if (joined is { Argument: "" } && !not && Above(node) is { } above)
        {
            var copy = draft.Beside(above, above.Path);
            copy.Rows.Conditions.AddRange(above.Rows.Conditions.Where(condition => condition is Comparison or WithinSpan or Absence));
            draft.Tie(copy, node.Rows.Table, node.Path).Rows.Conditions.Add(new Comparison(value.Column, "=", [value.Value]));
            return;
        }

        var related = node is { Parent: not null, Tie.Negated: false } && node.Path.Any(hop => !hop.ToOne);
        if (joined is { Argument: "OR" } || joined is not null && !not && !related)
        {
            Widen(node.Rows, known, value);
        }
        else if (related)
        {
            draft.Pending.Not = not;
            draft.Beside(node, node.Path).Rows.Conditions.Add(new Comparison(value.Column, "=", [value.Value]));
        }
        else if (OtherEnd(draft, node) is { } hop)
        {
            draft.Pending.Not = not;
            draft.Beside(node, [hop]).Rows.Conditions.Add(new Comparison(value.Column, "=", [value.Value]));
        }
        else
        {
            if (!not)
                draft.Doubt(0.3);
            node.Rows.Conditions.Add(new Comparison(value.Column, not ? "<>" : "=", [value.Value]));
        }
    }

    // "authors with papers in A and B": no paper is in both, but an author may have papers in either.
    private static ReadingNode? Above(ReadingNode node) =>
        node is { Parent: { Parent: not null, Tie.Negated: false } parent, Tie.Negated: false } && node.Path.All(hop => hop.ToOne) && parent.Path.Any(hop => !hop.ToOne) ? parent : null;

    // One row cannot refer to both: a table in between can.
    private static ReadingNode? Bridged(Draft draft, ReadingNode node)
    {
        if (node is not { Parent: { } parent, Tie: { Negated: false } tie, Path: [{ ToOne: true }] } || draft.Lexicon.Joins.Bridge(parent.Rows.Table, node.Rows.Table) is not { } bridge)
            return null;
        parent.Rows.Conditions.Remove(tie);
        draft.Settle(node);
        var moved = draft.Beside(node, bridge);
        moved.Rows.Conditions.AddRange(node.Rows.Conditions);
        return moved;
    }

    /// <summary>Joins the condition that was just added by "or" with the one before it.</summary>
    public static void Either(Dictionary<ReadingNode, int> before)
    {
        foreach (var (node, count) in before)
        {
            if (count > 0 && node.Rows.Conditions is [.., var first, var second] conditions && conditions.Count == count + 1)
            {
                conditions.RemoveRange(count - 1, 2);
                conditions.Add(new Either([first, second]));
            }
        }
    }

    private static void Widen(RowSet rows, Comparison known, ValueMention value) =>
        rows.Conditions[rows.Conditions.IndexOf(known)] = known with { Operator = "IN", Values = known.Values.Add(value.Value) };

    // The parent refers to the same table twice: the second value is the other end.
    private static JoinHop? OtherEnd(Draft draft, ReadingNode node)
    {
        if (node is not { Parent: { } parent, Path: [var used] })
            return null;
        var others = draft.Lexicon.Joins.From(parent.Rows.Table).Where(hop => hop.ToOne && hop.To == used.To && hop != used).ToList();
        var way = draft.Pending.Way;
        return others.FirstOrDefault(hop => way is not null && hop.FromColumns.Any(column => Ends.Names(column, way))) ?? (others is [var only] ? only : null);
    }
}
