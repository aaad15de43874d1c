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

    private readonly PostgresTerms _terms = new(catalog);
    private int _questions;

    public bool IsBounded(PostgresChange change)
    {
        var scope = new PostgresScope(change.Query, change.Enclosing);
        var (picks, target) = (Picks(scope, 0), change.Query.Number("resultRelation"));
        var rows = change.Kind switch
        {
            "insert" => change.Query.Flag("hasTargetSRFs") ? Unbounded : Product(scope.FromEntries, picks),
            "merge" => scope.ReachesUnmatchedTargets ? Unbounded : OfTarget(target, picks, scope.FromEntries.Where(entry => entry != target)),
            _ => OfTarget(target, picks, []),
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

    /// <summary>Values that pick rows of the target, for each row of the entries they come from and of those beside: however many rows each value is of, it names them.</summary>
    private static double OfTarget(int target, Dictionary<int, PostgresPick> picks, IEnumerable<int> beside)
    {
        if (!picks.TryGetValue(target, out var pick))
        {
            return Unbounded;
        }

        var behind = new HashSet<int>();
        for (var open = new Stack<int>(pick.From.Concat(beside)); open.TryPop(out var entry);)
        {
            if (behind.Add(entry) && picks.TryGetValue(entry, out var further))
            {
                Array.ForEach(further.From, open.Push);
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
            .Concat(PostgresRange.Shortest(conditions, catalog, node => PostgresTerms.IsColumn(node, entry)) is var (column, length) ? [new(length, IsKey(column), [])] : [])
            .MinBy(pick => pick.Rows);
    }

    /// <summary>A column that equals one value, and the entries that the value is taken from.</summary>
    private (int Column, int[] From)? Equality(PostgresNode condition, int entry, Dictionary<int, PostgresPick> picks) =>
        condition.Name != "OPEXPR" || !_terms.IsOperator(condition, "=") || condition.Nodes("args").ToArray() is not [var left, var right] ? null
        : PostgresTerms.IsColumn(left, entry) && _terms.IsFixed(right, entry, picks) ? (PostgresTerms.Stripped(left).Number("varattno"), PostgresTerms.Sources(right))
        : PostgresTerms.IsColumn(right, entry) && _terms.IsFixed(left, entry, picks) ? (PostgresTerms.Stripped(right).Number("varattno"), PostgresTerms.Sources(left))
        : null;

    /// <summary>A column that equals one of several values.</summary>
    private PostgresPick? OneOf(PostgresScope scope, PostgresNode condition, int entry, Dictionary<int, PostgresPick> picks, int depth, Func<int, bool> isKey)
    {
        switch (condition.Name)
        {
            case "BOOLEXPR" when condition.Atom("boolop") == "or":
                var arms = condition.Nodes("args").Select(arm => Pick(scope, PostgresScope.Conjuncts(arm), entry, picks, depth)).ToList();
                return arms.Contains(null) ? null : PostgresPick.Any([.. arms.OfType<PostgresPick>()]);
            case "SCALARARRAYOPEXPR" when condition.Flag("useOr") && _terms.IsOperator(condition, "=") && condition.Nodes("args").ToArray() is [var column, var list]:
                return PostgresTerms.IsColumn(column, entry) && Elements(list, entry, picks) is { } elements ? new(elements, isKey(PostgresTerms.Stripped(column).Number("varattno")), PostgresTerms.Sources(list)) : null;
            case "SUBLINK" when condition.Number("subLinkType") == 2 && condition.Node("testexpr") is { } test && _terms.IsOperator(test, "="):
                return test.Nodes("args").FirstOrDefault() is { } tested && PostgresTerms.IsColumn(tested, entry) && condition.Node("subselect") is { } query && !PostgresTerms.RefersOutwards(query)
                    && Rows(scope.Inside(query), depth + 1) is var rows && double.IsFinite(rows) ? new(rows, isKey(PostgresTerms.Stripped(tested).Number("varattno")), []) : null;
            default:
                return null;
        }
    }

    /// <summary>Elements of an array that the statement itself holds; an array out of the data has any number.</summary>
    private double? Elements(PostgresNode list, int entry, Dictionary<int, PostgresPick> picks) => PostgresTerms.Stripped(list) switch
    {
        { Name: "ARRAYEXPR" } array when array.Flag("multidims") => array.Nodes("elements").Aggregate((double?)0, (sum, part) => sum + Elements(part, entry, picks)),
        { Name: "ARRAYEXPR" } array => _terms.IsFixed(array, entry, picks) ? array.Nodes("elements").Count() : null,
        { Name: "CONST" or "PARAM" } => PostgresPick.Many,
        _ => null,
    };
}
