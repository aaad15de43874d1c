namespace AgentCluster.Reasoning.Local;

/// <summary>A question as the planner understands it, before it is written in a dialect.</summary>
internal sealed class Query(RowSet from)
{
    public RowSet From { get; } = from;

    public List<Expression> Select { get; } = [];

    public List<Expression> GroupBy { get; } = [];

    /// <summary>Order of the groups or rows, with how many to keep (null keeps all).</summary>
    public (Expression By, bool Descending, int? Limit)? Order { get; set; }

    /// <summary>Condition on groups.</summary>
    public (Expression Of, string Operator, decimal Number)? Having { get; set; }

    public bool Distinct { get; set; }
}
