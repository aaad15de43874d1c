namespace AgentCluster.Execution.Postgres;

/// <summary>How large a value of a length that the statement gives becomes: the server would fill its memory before any limit on results is asked.</summary>
internal sealed class PostgresSizes(PostgresCatalog catalog)
{
    /// <summary>Most characters or elements.</summary>
    public const long Max = 10_000_000;

    public bool IsHuge(PostgresNode call) => IsSized(call) && Size(call) > Max;

    /// <summary>The largest number of elements that a node's sized calls multiply up to; 1 where nothing is known.</summary>
    private double Size(object value) => value switch
    {
        PostgresNode call when IsSized(call) => Count(call.Nodes("args").ElementAt(1)) * call.Nodes("args").Max(Size),
        PostgresNode node => node.Fields.Select(field => field.Value is string ? 1 : Size(field.Value)).DefaultIfEmpty(1).Max(),
        List<object> list => list.Select(Size).DefaultIfEmpty(1).Max(),
        _ => 1,
    };

    /// <summary>A constant length, or the product of an array of them; of one made of data its largest constant. What only running it would tell has no end.</summary>
    private static double Count(PostgresNode length) => length.Name switch
    {
        "ARRAYEXPR" => length.Nodes("elements").Aggregate(1d, (product, element) => product * Count(element)),
        "CONST" => length.Flag("constisnull") ? 1 : Math.Max(1, PostgresRange.WholeNumber(length) ?? double.PositiveInfinity),
        _ => IsOfData(length) ? Largest(length) : double.PositiveInfinity,
    };

    /// <summary>Whether an expression holds something of the rows themselves.</summary>
    private static bool IsOfData(object value) => value switch
    {
        PostgresNode { Name: "VAR" or "AGGREF" or "WINDOWFUNC" } => true,
        PostgresNode { Name: "SUBLINK" } => false,
        PostgresNode node => node.Fields.Any(field => IsOfData(field.Value)),
        List<object> list => list.Any(IsOfData),
        _ => false,
    };

    private static double Largest(object value) => value switch
    {
        PostgresNode node => Math.Max(1, PostgresRange.WholeNumber(node) ?? node.Fields.Select(field => Largest(field.Value)).DefaultIfEmpty(1).Max()),
        List<object> list => list.Select(Largest).DefaultIfEmpty(1).Max(),
        _ => 1,
    };

    private bool IsSized(PostgresNode node) => node.Name == "FUNCEXPR"
        && catalog.Functions.TryGetValue(node.Oid("funcid"), out var function) && function is { IsBuiltIn: true, Name: "repeat" or "lpad" or "rpad" or "array_fill" };
}
