using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Something with a value for each row, or for each group of rows, of a set.</summary>
internal abstract record Expression;

/// <summary>A column, of the set's own table or at the end of a path that leads to at most one row.</summary>
internal sealed record Attribute(ColumnRef Column, ImmutableArray<JoinHop> Path) : Expression;

/// <summary>The month, quarter or year of a date.</summary>
internal sealed record PeriodOf(Attribute Date, string Unit) : Expression;

/// <summary>A function over all rows, or the rows of each group; no operand counts rows.</summary>
internal sealed record Aggregate(string Function, Attribute? Operand, bool Distinct = false) : Expression;

/// <summary>Of all rows, the percentage of which the conditions hold.</summary>
internal sealed record Share(ImmutableArray<Condition> Of) : Expression;

/// <summary>A function over the rows at the end of a path, for each row; no column counts rows.</summary>
internal sealed record RelatedAggregate(string Function, ImmutableArray<JoinHop> Path, RowSet Target, ColumnRef? Column) : Expression;
