namespace AgentCluster.Execution.Postgres;

/// <summary>
/// Whether a change is bounded by what its statement says: every row of the target is picked by equality with a constant or with a row of
/// something bounded, or by a short range. Column against itself, tautologies and whole tables bound nothing.
/// </summary>
internal sealed class PostgresBounds(PostgresCatalog catalog)
{
    private const int MaxDepth = 32;

    /// <summary>Most questions asked of one change: WITH queries that each name another twice would ask without end.</summary>
    private const int MaxQuestions = 20_000;

    private int _questions;

    public bool IsBounded(PostgresChange change)
    {
        var scope = new PostgresScope(change.Query, change.Enclosing);
        var bound = BoundEntries(scope, 0);
        return change.Kind switch
        {
            "insert" => !change.Query.Flag("hasTargetSRFs") && scope.FromEntries.All(bound.Contains),
            "merge" => !scope.ReachesUnmatchedTargets && scope.FromEntries.Append(change.Query.Number("resultRelation")).All(bound.Contains),
            _ => bound.Contains(change.Query.Number("resultRelation")),
        };
    }

    private bool IsBounded(PostgresScope scope, int depth)
    {
        if (depth > MaxDepth || scope.IsRecursive || IsExhausted())
        {
            return false;
        }

        if (scope.HasShortLimit || (scope.AggregatesToOneRow && scope.Query["setOperations"] is not PostgresNode))
        {
            return true;
        }

        var bound = BoundEntries(scope, depth);
        return !scope.Query.Flag("hasTargetSRFs") && scope.FromEntries.All(bound.Contains);
    }

    /// <summary>The entries of the range table that are bounded: the least set that the conditions give.</summary>
    private HashSet<int> BoundEntries(PostgresScope scope, int depth)
    {
        var bound = new HashSet<int>();
        for (var i = 1; i <= scope.Entries.Length; i++)
        {
            if (IsBoundByItself(scope, scope.Entries[i - 1], depth))
            {
                bound.Add(i);
            }
        }

        for (var grown = true; grown;)
        {
            grown = false;
            for (var i = 1; i <= scope.Entries.Length; i++)
            {
                grown |= scope.Entries[i - 1].Number("rtekind") != 2 && !bound.Contains(i) && scope.Conditions.Any(condition => Binds(scope, condition, i, bound, depth)) && bound.Add(i);
                grown |= !bound.Contains(i) && IsInShortRange(scope.Conditions, i) && bound.Add(i);
            }
        }

        return bound;
    }

    private bool IsBoundByItself(PostgresScope scope, PostgresNode entry, int depth) => entry.Number("rtekind") switch
    {
        1 => entry.Node("subquery") is { } query && IsBounded(scope.Inside(query), depth + 1),
        5 or 8 => true,
        6 => scope.Cte(entry) is { } cte && IsBounded(cte, depth + 1),
        _ => false,
    };

    private bool IsExhausted() => ++_questions > MaxQuestions;

    private bool Binds(PostgresScope scope, PostgresNode condition, int entry, HashSet<int> bound, int depth) => !IsExhausted() && condition.Name switch
    {
        "BOOLEXPR" when condition.Atom("boolop") == "or" => condition.Nodes("args").All(arm => PostgresScope.Conjuncts(arm) is var parts
            && (parts.Any(part => Binds(scope, part, entry, bound, depth)) || IsInShortRange(parts, entry))),
        "OPEXPR" => IsOperator(condition, "=") && condition.Nodes("args").ToArray() is [var left, var right]
            && ((IsColumn(left, entry) && IsFixed(right, entry, bound)) || (IsColumn(right, entry) && IsFixed(left, entry, bound))),
        "SCALARARRAYOPEXPR" => condition.Flag("useOr") && IsOperator(condition, "=") && condition.Nodes("args").ToArray() is [var column, var list]
            && IsColumn(column, entry) && IsFixed(list, entry, bound),
        "SUBLINK" => condition.Number("subLinkType") == 2 && condition.Node("testexpr") is { } test && IsOperator(test, "=")
            && test.Nodes("args").FirstOrDefault() is { } column && IsColumn(column, entry)
            && condition.Node("subselect") is { } query && !RefersOutwards(query) && IsBounded(scope.Inside(query), depth + 1),
        _ => false,
    };

    private bool IsOperator(PostgresNode node, string name) => catalog.Operators.TryGetValue(node.Oid("opno"), out var known) && known.Name == name;

    /// <summary>A column of the entry; one of two values picks no rows worth the name.</summary>
    private static bool IsColumn(PostgresNode node, int entry)
    {
        const uint Boolean = 16;
        var column = Stripped(node);
        return column.Name == "VAR" && column.Number("varno") == entry && column.Number("varlevelsup") == 0 && column.Number("varattno") > 0 && column.Oid("vartype") != Boolean;
    }

    private static PostgresNode Stripped(PostgresNode node)
    {
        while (node.Name == "RELABELTYPE" && node.Node("arg") is { } inner)
        {
            node = inner;
        }

        return node;
    }

    /// <summary>Whether an expression has one value for each row of what is already bounded.</summary>
    private bool IsFixed(PostgresNode node, int entry, HashSet<int> bound) => node.Name switch
    {
        "VAR" => node.Number("varlevelsup") == 0 && node.Number("varno") != entry && bound.Contains(node.Number("varno")),
        "SUBLINK" => node.Number("subLinkType") == 4 && node.Node("subselect") is { } query && !RefersOutwards(query),
        "CONST" or "PARAM" => true,
        "FUNCEXPR" or "OPEXPR" => !IsVolatile(node) && node.Nodes("args").All(argument => IsFixed(argument, entry, bound)),
        "RELABELTYPE" or "COERCEVIAIO" or "COERCETODOMAIN" => node.Node("arg") is { } inner && IsFixed(inner, entry, bound),
        "ARRAYEXPR" => node.Nodes("elements").All(element => IsFixed(element, entry, bound)),
        "SQLVALUEFUNCTION" => true,
        _ => false,
    };

    private bool IsVolatile(PostgresNode call) => call.Flag("funcretset") || catalog.IsVolatile(call.Oid(call.Name == "FUNCEXPR" ? "funcid" : "opfuncid"));

    private static bool RefersOutwards(object value) => value switch
    {
        PostgresNode { Name: "VAR" } variable => variable.Number("varlevelsup") > 0,
        PostgresNode node => node.Fields.Any(field => field.Value is not string && RefersOutwards(field.Value)),
        List<object> list => list.Any(RefersOutwards),
        _ => false,
    };

    private bool IsInShortRange(IEnumerable<PostgresNode> conditions, int entry) => !IsExhausted() && PostgresRange.IsShort(conditions, catalog, node => IsColumn(node, entry));
}
