using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Something with a value for each row, or for each group of rows, of a set.</summary>
internal abstract record Expression
{
    /// <summary>Whether there may be no value: it then has no place of its own in an order.</summary>
    public virtual bool MayBeNull => false;
}

/// <summary>A column, of the set's own table or at the end of a path that leads to at most one row.</summary>
internal sealed record Attribute(ColumnRef Column, ImmutableArray<JoinHop> Path) : Expression
{
    public override bool MayBeNull => !Path.IsEmpty || Column.IsNumberAsText || Column.Column.Nullable && !Column.Table.PrimaryKey.Contains(Column.Column.Name);
}

/// <summary>The month, quarter or year of a date.</summary>
internal sealed record PeriodOf(Attribute Date, string Unit) : Expression
{
    public override bool MayBeNull => Date.MayBeNull;
}

/// <summary>A function over all rows, or the rows of each group; no operand counts rows.</summary>
internal sealed record Aggregate(string Function, Attribute? Operand, bool Distinct = false) : Expression
{
    public override bool MayBeNull => Function != "COUNT" && Operand is { MayBeNull: true };
}

/// <summary>Of all rows, the percentage of which the conditions hold.</summary>
internal sealed record Share(ImmutableArray<Condition> Of) : Expression;

/// <summary>A function over the rows at the end of a path, for each row; no column counts rows.</summary>
internal sealed record RelatedAggregate(string Function, ImmutableArray<JoinHop> Path, RowSet Target, ColumnRef? Column) : Expression
{
    public override bool MayBeNull => Function != "COUNT";
}
