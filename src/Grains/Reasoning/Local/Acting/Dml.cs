using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Calls of the tools that change rows.</summary>
internal static class Dml
{
    public const string Tool = "execute_sql";

    public static ActionCall Execute(string sql, string summary, ImmutableArray<FoundRows> found) =>
        new(Tool, ImmutableDictionary<string, object?>.Empty.Add("sql", sql), summary) { Assumptions = Assumptions(found) };

    public static ActionCall Typed(ColumnRef column, string key, string state, string summary) =>
        new(StatusTool.Name, ImmutableDictionary<string, object?>.Empty.Add("id", Id(column, key)).Add("status", state), summary);

    /// <summary>The condition of a statement: the key of the row that was found, or the rows' own condition.</summary>
    public static string Where(ActingContext context, FoundRows rows) =>
        rows is { Target.IsOne: true, Shown: { } key } && rows.Target.Table.PrimaryKey.Length == 1 ? $" WHERE {context.Conditions.Row(rows.Target.Table, key)}"
        : rows.Target.Where.Length > 0 ? $" WHERE {rows.Target.Where}" : "";

    private static object Id(ColumnRef column, string key) =>
        column.Table.Column(column.Table.PrimaryKey[0])!.Type == LogicalType.Integer ? long.Parse(key, CultureInfo.InvariantCulture) : key;

    private static ImmutableArray<string> Assumptions(ImmutableArray<FoundRows> found) =>
        [.. found.Select(rows => rows.Target.Assumption).Where(assumption => assumption.Length > 0).Distinct()];
}
