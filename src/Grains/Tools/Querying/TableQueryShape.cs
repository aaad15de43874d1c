using System.Collections.Immutable;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.Querying;

/// <summary>What the arguments of <c>query_data</c> may be.</summary>
internal static class TableQueryShape
{
    public static ImmutableArray<string> Operators { get; } = ["=", "!=", "<", "<=", ">", ">=", "like", "in", "between", "isNull", "notNull"];

    public static ImmutableArray<string> Functions { get; } = ["count", "countDistinct", "sum", "avg", "min", "max"];

    public static Shape Arguments { get; } = Shape.Object(
        "Arguments of query_data",
        Shape.Text("name of a table or view, with or without its schema").Required("table"),
        Shape.List("columns to return; all when left out", Column, 200).Optional("columns"),
        Shape.List(
            "conditions that all have to hold",
            Shape.Object(
                "a condition",
                Column.Required("column"),
                Shape.Choice("the comparison", Operators).Required("op"),
                Shape.Value("what it is compared with: a list for 'in', two values for 'between', a pattern with % and _ for 'like', nothing for 'isNull' and 'notNull'").Optional("value")),
            50).Optional("filters"),
        Shape.List("columns whose equal values make a group", Column, 20).Optional("groupBy"),
        Shape.List(
            "figures over all rows, or over each group; each is named function_column in the result",
            Shape.Object("a figure", Shape.Choice("the function", Functions).Required("function"), Column.Optional("column")),
            20).Optional("aggregates"),
        Shape.List(
            "order of the rows",
            Shape.Object("one place of the order", Shape.Text("a column, or the name of a figure").Required("column"), Shape.Flag("largest first").Optional("descending")),
            10).Optional("orderBy"),
        Shape.Whole("most rows, 1 to 1000", 1, 1000).Optional("limit"));

    private static Shape Column => Shape.Text("name of a column");
}
