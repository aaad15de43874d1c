namespace AgentCluster.Execution.Postgres;

/// <summary>What the expressions in a condition are to the entries of its range table.</summary>
internal sealed class PostgresTerms(PostgresCatalog catalog)
{
    /// <summary>Whether it is the operator of that name.</summary>
    public bool IsOperator(PostgresNode node, string name) => catalog.Operators.TryGetValue(node.Oid("opno"), out var known) && known.Name == name;

    /// <summary>A column of the entry; one of two values picks no rows worth the name.</summary>
    public static bool IsColumn(PostgresNode node, int entry)
    {
        const uint Boolean = 16;
        var column = Stripped(node);
        return column.Name == "VAR" && column.Number("varno") == entry && column.Number("varlevelsup") == 0 && column.Number("varattno") > 0 && column.Oid("vartype") != Boolean;
    }

    /// <summary>An expression without changes of type that change no value.</summary>
    public static PostgresNode Stripped(PostgresNode node)
    {
        while (node.Name == "RELABELTYPE" && node.Node("arg") is { } inner)
        {
            node = inner;
        }

        return node;
    }

    /// <summary>Whether an expression has one value for each row of what is already bounded.</summary>
    public bool IsFixed(PostgresNode node, int entry, Dictionary<int, PostgresPick> picks) => node.Name switch
    {
        "VAR" => node.Number("varlevelsup") == 0 && node.Number("varno") != entry && picks.ContainsKey(node.Number("varno")),
        "SUBLINK" => node.Number("subLinkType") == 4 && node.Node("subselect") is { } query && !RefersOutwards(query),
        "CONST" or "PARAM" => true,
        "FUNCEXPR" or "OPEXPR" => !IsVolatile(node) && node.Nodes("args").All(argument => IsFixed(argument, entry, picks)),
        "RELABELTYPE" or "COERCEVIAIO" or "COERCETODOMAIN" => node.Node("arg") is { } inner && IsFixed(inner, entry, picks),
        "ARRAYEXPR" => node.Nodes("elements").All(element => IsFixed(element, entry, picks)),
        "SQLVALUEFUNCTION" => true,
        _ => false,
    };

    private bool IsVolatile(PostgresNode call) => call.Flag("funcretset") || catalog.IsVolatile(call.Oid(call.Name == "FUNCEXPR" ? "funcid" : "opfuncid"));

    /// <summary>The entries of this level that an expression reads.</summary>
    public static int[] Sources(object value) => value switch
    {
        PostgresNode { Name: "VAR" } variable => [variable.Number("varno")],
        PostgresNode { Name: "SUBLINK" } => [],
        PostgresNode node => [.. node.Fields.Where(field => field.Value is not string).SelectMany(field => Sources(field.Value)).Distinct()],
        List<object> list => [.. list.SelectMany(Sources).Distinct()],
        _ => [],
    };

    /// <summary>Whether a query reads rows of one around it.</summary>
    public static bool RefersOutwards(object value) => value switch
    {
        PostgresNode { Name: "VAR" } variable => variable.Number("varlevelsup") > 0,
        PostgresNode node => node.Fields.Any(field => field.Value is not string && RefersOutwards(field.Value)),
        List<object> list => list.Any(RefersOutwards),
        _ => false,
    };
}
