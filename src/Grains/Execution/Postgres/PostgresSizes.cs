namespace AgentCluster.Execution.Postgres;

/// <summary>How large a value of constant length becomes: the server would fill its memory before any limit on results is asked.</summary>
internal sealed class PostgresSizes(PostgresCatalog catalog)
{
    /// <summary>Most characters or elements.</summary>
    public const long Max = 10_000_000;

    public bool IsHuge(PostgresNode call) => IsSized(call) && Size(call) > Max;

    /// <summary>The largest number of elements that a node's sized calls multiply up to; 1 where nothing is known.</summary>
    private double Size(object value) => value switch
    {
        PostgresNode call when IsSized(call) => call.Nodes("args").Max(Count) * call.Nodes("args").Max(Size),
        PostgresNode node => node.Fields.Select(field => field.Value is string ? 1 : Size(field.Value)).DefaultIfEmpty(1).Max(),
        List<object> list => list.Select(Size).DefaultIfEmpty(1).Max(),
        _ => 1,
    };

    /// <summary>A constant length, or the product of an array of them.</summary>
    private static double Count(PostgresNode argument) => argument.Name == "ARRAYEXPR"
        ? argument.Nodes("elements").Aggregate(1d, (product, element) => product * Count(element))
        : Math.Max(1, PostgresRange.WholeNumber(argument) ?? 1);

    private bool IsSized(PostgresNode node) => node.Name == "FUNCEXPR" && node.Nodes("args").Any()
        && catalog.Functions.TryGetValue(node.Oid("funcid"), out var function) && function is { IsBuiltIn: true, Name: "repeat" or "lpad" or "rpad" or "array_fill" };
}
