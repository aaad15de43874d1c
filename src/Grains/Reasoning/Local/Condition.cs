using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Something that must hold of a row.</summary>
internal abstract record Condition;

/// <summary>A column compared with constants; <c>IN</c> and <c>BETWEEN</c> take several.</summary>
internal sealed record Comparison(ColumnRef Column, string Operator, ImmutableArray<object> Values) : Condition;

/// <summary>A date column within a span of days.</summary>
internal sealed record WithinSpan(ColumnRef Column, DateSpan Span) : Condition;

/// <summary>One of several conditions.</summary>
internal sealed record Either(ImmutableArray<Condition> Of) : Condition;

/// <summary>A column is (not) null.</summary>
internal sealed record Absence(ColumnRef Column, bool IsNull) : Condition;

/// <summary>An expression compared with a function over other rows: longer than the average, larger than the row of that name.</summary>
internal sealed record RowComparison(Expression Left, string Operator, string Function, Expression Of, RowSet Rows) : Condition;

/// <summary>There are (no, or a number of) rows of another set at the end of a path.</summary>
internal sealed record RelatedCondition(ImmutableArray<JoinHop> Path, RowSet Target, bool Negated) : Condition
{
    /// <summary>Operator and number when the related rows are counted.</summary>
    public (string Operator, decimal Number)? Count { get; init; }
}
