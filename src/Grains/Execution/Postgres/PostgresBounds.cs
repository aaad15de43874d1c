namespace AgentCluster.Execution.Postgres;

/// <summary>
/// Whether a change is bounded by what its statement says: every row of the target is picked by equality with a constant or with a row of
/// something bounded, or by a short range, and side by side they come to few. Column against itself, tautologies and whole tables bound nothing.
/// </summary>
internal sealed class PostgresBounds(PostgresCatalog catalog)
{
    private const int MaxDepth = 32;

    /// <summary>Most questions asked of one change: WITH queries that each name another twice would ask without end.</summary>
    private const int MaxQuestions = 20_000;

    private const double MaxRows = PostgresRange.MaxLength;
    private const double Unbounded = double.PositiveInfinity;

    private int _questions;

    public bool IsBounded(PostgresChange change)
    {
        var scope = new PostgresScope(change.Query, change.Enclosing);
        var (picks, target) = (Picks(scope, 0), change.Query.Number("resultRelation"));
        var rows = change.Kind switch
        {
            "insert" => change.Query.Flag("hasTargetSRFs") ? Unbounded : Product(scope.FromEntries, picks),
            "merge" => scope.ReachesUnmatchedTargets ? Unbounded : Product(scope.FromEntries.Where(entry => entry != target), picks) * OfTarget(target, picks),
            _ => OfTarget(target, picks),
        };
        return rows <= MaxRows;
    }

    private double Rows(PostgresScope scope, int depth)
    {
        if (depth > MaxDepth || scope.IsRecursive || IsExhausted())
        {
            return Unbounded;
        }

        var isUnion = scope.Query["setOperations"] is PostgresNode;
        if (scope.AggregatesToOneRow && !isUnion)
        {
            return 1;
        }

        var picks = Picks(scope, depth);
        var rows = scope.Multiplies ? Unbounded
            : isUnion ? scope.FromEntries.Sum(entry => RowsOf(entry, picks))
            : Product(scope.FromEntries, picks);
        return Math.Min(rows, scope.ShortLimit ?? Unbounded);
    }

    private static double Product(IEnumerable<int> entries, Dictionary<int, PostgresPick> picks) => entries.Aggregate(1d, (product, entry) => product * RowsOf(entry, picks));

    private static double RowsOf(int entry, Dictionary<int, PostgresPick> picks) => picks.TryGetValue(entry, out var pick) ? pick.Rows : Unbounded;

    /// <summary>Values that pick rows of the target: however many rows each is of, it is those that the statement names.</summary>
    private static double OfTarget(int target, Dictionary<int, PostgresPick> picks)
    {
        if (!picks.TryGetValue(target, out var pick))
        {
            return Unbounded;
        }

        var behind = new HashSet<int>();
        for (var open = new Stack<int>(pick.From); open.TryPop(out var entry);)
        {
            if (behind.Add(entry))
            {
                picks[entry].From.ToList().ForEach(open.Push);
            }
        }

        return pick.Values * Product(behind, picks);
    }

    /// <summary>The entries of the range table that are bounded: the least set that the conditions give.</summary>
    private Dictionary<int, PostgresPick> Picks(PostgresScope scope, int depth)
    {
        var picks = new Dictionary<int, PostgresPick>();
        for (var i = 1; i <= scope.Entries.Length; i++)
        {
            if (RowsByItself(scope, scope.Entries[i - 1], depth) is var rows && double.IsFinite(rows))
            {
                picks[i] = PostgresPick.Of(rows);
            }
        }

        for (var grown = true; grown;)
        {
            grown = false;
            for (var i = 1; i <= scope.Entries.Length; i++)
            {
                if (!picks.ContainsKey(i) && scope.Entries[i - 1].Number("rtekind") != 2 && Pick(scope, scope.Conditions, i, picks, depth) is { } pick)
                {
                    picks[i] = pick;
                    grown = true;
                }
            }
        }

        return picks;
    }

    private double RowsByItself(PostgresScope scope, PostgresNode entry, int depth) => entry.Number("rtekind") switch
    {
        1 when entry.Node("subquery") is { } query => Rows(scope.Inside(query), depth + 1),
        5 => (entry["values_lists"] as List<object>)?.Count ?? Unbounded,
        8 => 1,
        6 when scope.Cte(entry) is { } cte => Rows(cte, depth + 1),
        _ => Unbounded,
    };

    private bool IsExhausted() => ++_questions > MaxQuestions;

    /// <summary>The best that conditions which all hold say of an entry, or null.</summary>
    private PostgresPick? Pick(PostgresScope scope, IReadOnlyList<PostgresNode> conditions, int entry, Dictionary<int, PostgresPick> picks, int depth)
    {
        if (IsExhausted())
        {
            return null;
        }

        var equal = conditions.Select(condition => Equality(condition, entry, picks)).OfType<(int Column, int[] From)>().ToList();
        var keys = catalog.Relations.GetValueOrDefault(scope.Entries[entry - 1].Oid("relid"))?.Keys ?? [];
        if (Array.Find(keys, key => Array.TrueForAll(key, column => equal.Exists(part => part.Column == column))) is not null)
        {
            return new(1, true, [.. equal.SelectMany(part => part.From).Distinct()]);
        }

        bool IsKey(int column) => Array.Exists(keys, key => key is [var only] && only == column);
        return equal.Select(part => new PostgresPick(1, false, part.From))
            .Concat(conditions.Select(condition => OneOf(scope, condition, entry, picks, depth, IsKey)).OfType<PostgresPick>())
            .Concat(PostgresRange.Shortest(conditions, catalog, node => IsColumn(node, entry)) is var (column, length) ? [new(length, IsKey(column), [])] : [])
            .MinBy(pick => pick.Rows);
    }

    /// <summary>A column that equals one value, and the entries that the value is taken from.</summary>
    private (int Column, int[] From)? Equality(PostgresNode condition, int entry, Dictionary<int, PostgresPick> picks) =>
        condition.Name != "OPEXPR" || !IsOperator(condition, "=") || condition.Nodes("args").ToArray() is not [var left, var right] ? null
        : IsColumn(left, entry) && IsFixed(right, entry, picks) ? (Stripped(left).Number("varattno"), Sources(right))
        : IsColumn(right, entry) && IsFixed(left, entry, picks) ? (Stripped(right).Number("varattno"), Sources(left))
        : null;

    /// <summary>A column that equals one of several values.</summary>
    private PostgresPick? OneOf(PostgresScope scope, PostgresNode condition, int entry, Dictionary<int, PostgresPick> picks, int depth, Func<int, bool> isKey)
    {
        switch (condition.Name)
        {
            case "BOOLEXPR" when condition.Atom("boolop") == "or":
                var arms = condition.Nodes("args").Select(arm => Pick(scope, PostgresScope.Conjuncts(arm), entry, picks, depth)).ToList();
                return arms.Contains(null) ? null : PostgresPick.Any([.. arms.OfType<PostgresPick>()]);
            case "SCALARARRAYOPEXPR" when condition.Flag("useOr") && IsOperator(condition, "=") && condition.Nodes("args").ToArray() is [var column, var list]:
                return IsColumn(column, entry) && Elements(list, entry, picks) is { } elements ? new(elements, isKey(Stripped(column).Number("varattno")), Sources(list)) : null;
            case "SUBLINK" when condition.Number("subLinkType") == 2 && condition.Node("testexpr") is { } test && IsOperator(test, "="):
                return test.Nodes("args").FirstOrDefault() is { } tested && IsColumn(tested, entry) && condition.Node("subselect") is { } query && !RefersOutwards(query)
                    && Rows(scope.Inside(query), depth + 1) is var rows && double.IsFinite(rows) ? new(rows, isKey(Stripped(tested).Number("varattno")), []) : null;
            default:
                return null;
        }
    }

    /// <summary>Elements of an array that the statement itself holds; an array out of the data has any number.</summary>
    private double? Elements(PostgresNode list, int entry, Dictionary<int, PostgresPick> picks) => Stripped(list) switch
    {
        { Name: "ARRAYEXPR" } array => IsFixed(array, entry, picks) ? array.Nodes("elements").Count() : null,
        { Name: "CONST" or "PARAM" } => PostgresPick.Many,
        _ => null,
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
    private bool IsFixed(PostgresNode node, int entry, Dictionary<int, PostgresPick> picks) => node.Name switch
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
    private static int[] Sources(object value) => value switch
    {
        PostgresNode { Name: "VAR" } variable => [variable.Number("varno")],
        PostgresNode { Name: "SUBLINK" } => [],
        PostgresNode node => [.. node.Fields.Where(field => field.Value is not string).SelectMany(field => Sources(field.Value)).Distinct()],
        List<object> list => [.. list.SelectMany(Sources).Distinct()],
        _ => [],
    };

    private static bool RefersOutwards(object value) => value switch
    {
        PostgresNode { Name: "VAR" } variable => variable.Number("varlevelsup") > 0,
        PostgresNode node => node.Fields.Any(field => field.Value is not string && RefersOutwards(field.Value)),
        List<object> list => list.Any(RefersOutwards),
        _ => false,
    };
}
