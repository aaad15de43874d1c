using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>All sets, conditions and steps of a query, however deep they are nested.</summary>
internal sealed class QueryParts
{
    public QueryParts(Query query)
    {
        Add(query.From);
        foreach (var expression in query.Select.Concat(query.GroupBy))
            Add(expression);
        Add(query.Order?.By);
        Add(query.Having?.Of);
    }

    public List<(RowSet Rows, Condition Condition)> Conditions { get; } = [];

    public List<JoinHop> Hops { get; } = [];

    private void Add(RowSet rows)
    {
        foreach (var condition in rows.Conditions)
            Add(rows, condition);
        Add(rows.Ranking?.By);
    }

    private void Add(RowSet rows, Condition condition)
    {
        Conditions.Add((rows, condition));
        switch (condition)
        {
            case RelatedCondition related:
                Add(related.Path, related.Target);
                break;
            case Either either:
                foreach (var one in either.Of)
                    Add(rows, one);
                break;
            case RowComparison comparison:
                Add(comparison.Left);
                Add(comparison.Of);
                Add(comparison.Rows);
                break;
        }
    }

    private void Add(Expression? expression)
    {
        switch (expression)
        {
            case Attribute attribute: Hops.AddRange(attribute.Path); break;
            case PeriodOf period: Add(period.Date); break;
            case Aggregate aggregate: Add(aggregate.Operand); break;
            case RelatedAggregate related: Add(related.Path, related.Target); break;
        }
    }

    private void Add(ImmutableArray<JoinHop> path, RowSet target)
    {
        Hops.AddRange(path);
        Add(target);
    }
}
