using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// Whether a change is bounded, judged by EXPLAIN QUERY PLAN (https://www.sqlite.org/eqp.html): every loop that drives it must be a SEARCH by
/// equality or within a short range, or run over constants, and loops inside one another must come to few rows. A full SCAN, a longer or open
/// range, or no loop at all (SQLite clears the whole table then) is not bounded. Scalar subqueries drive nothing.
/// </summary>
internal sealed partial class SqlitePlan
{
    private const double MaxRows = SqliteWording.MaxRange;
    private const double Unbounded = double.PositiveInfinity;

    /// <summary>What a value that is no key counts for: two such tables side by side are not bounded, each with a handful of constants is.</summary>
    private const double Many = 1_000;

    private readonly ILookup<int, (int Id, int Parent, string Detail)> _children;
    private readonly ILookup<string, int> _derived;
    private readonly SqliteWording _wording;
    private readonly SqliteSchema _schema;
    private readonly Dictionary<int, double> _known = [];
    private int _loops;
    private int _uncounted;

    private SqlitePlan(IReadOnlyList<(int Id, int Parent, string Detail)> rows, SqliteWording wording, SqliteSchema schema)
    {
        (_wording, _schema, _children) = (wording, schema, rows.ToLookup(row => row.Parent));
        _derived = rows.Select(row => (row.Id, Match: Derived().Match(row.Detail))).Where(row => row.Match.Success && wording.IsOfOneQuery(row.Match.Groups[1].Value))
            .ToLookup(row => row.Match.Groups[1].Value, row => row.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <param name="rows">Rows of the plan: id, parent, detail.</param>
    /// <param name="wording">What the statement's own words add to it.</param>
    /// <param name="schema">What its indexes are.</param>
    /// <param name="picksRows">UPDATE and DELETE: a plan without any loop means every row, and however many rows of the target a value picks, it names them.</param>
    public static bool IsBounded(IReadOnlyList<(int Id, int Parent, string Detail)> rows, SqliteWording wording, SqliteSchema schema, bool picksRows)
    {
        var plan = new SqlitePlan(rows, wording, schema);
        var product = plan.Rows(0) * wording.Alternatives;
        return !wording.MimicsPlan && (plan._loops > 0 || !picksRows)
            && product * Math.Pow(Many, Math.Max(0, plan._uncounted - (picksRows ? 1 : 0))) <= MaxRows;
    }

    /// <summary>How many rows the loops under a line come to, those of a value that is no key left out.</summary>
    private double Rows(int parent)
    {
        if (!_known.TryGetValue(parent, out var rows))
        {
            // One that scans its own name is asked again before it is known.
            _known[parent] = Unbounded;
            _known[parent] = rows = _children[parent].Aggregate(1d, (product, line) => product * RowsOf(line.Id, line.Detail));
        }

        return rows;
    }

    private double RowsOf(int id, string detail)
    {
        if (detail.Contains("SCALAR SUBQUERY", StringComparison.Ordinal))
        {
            return 1;
        }

        // IN over a whole table that the engine walks by its own key, without a SCAN line.
        if (detail.EndsWith("FOR IN-OPERATOR", StringComparison.Ordinal))
        {
            return Unbounded;
        }

        return detail is "COMPOUND QUERY" or "MULTI-INDEX OR" ? _children[id].Sum(line => RowsOf(line.Id, line.Detail))
            : Derived().IsMatch(detail) ? (double.IsFinite(Rows(id)) ? 1 : Unbounded)
            : Loop().Match(detail) is { Success: true } loop ? RowsOf(loop, detail) * Rows(id)
            : Rows(id);
    }

    private double RowsOf(Match loop, string detail)
    {
        _loops++;
        if (_derived[loop.Groups["name"].Value] is var queries && queries.Any())
        {
            return queries.Max(Rows);
        }

        return loop.Groups["kind"].Value == "SEARCH" ? Picked(detail)
            : Constants().Match(detail) is not { Success: true } constant ? Unbounded
            : constant.Groups[1].Success ? double.Parse(constant.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
    }

    private double Picked(string detail)
    {
        var at = detail.LastIndexOf('(');
        var terms = at < 0 ? "" : detail[at..];
        if (detail.Contains("AUTOMATIC", StringComparison.Ordinal))
        {
            return Unbounded;
        }

        if (terms.Contains("=?", StringComparison.Ordinal))
        {
            _uncounted += Searched().Match(detail) is { Success: true } index && !_schema.IsKey(index.Groups[1].Value) ? 1 : 0;
            return 1;
        }

        var isAmongIntegers = Searched().Match(detail) is { Success: true } range ? _schema.IsAmongIntegers(range.Groups[1].Value) : terms is "(rowid>? AND rowid<?)";
        return isAmongIntegers ? _wording.ShortRange ?? Unbounded : Unbounded;
    }

    [GeneratedRegex(@"^(?:CO-ROUTINE|MATERIALIZE) (.+)$")]
    private static partial Regex Derived();

    [GeneratedRegex("^(?<kind>SCAN|SEARCH) (?<name>.+?)(?: USING .*| VIRTUAL TABLE .*| (?:LEFT|RIGHT|FULL)-JOIN)?$")]
    private static partial Regex Loop();

    [GeneratedRegex(@"^SCAN (?:CONSTANT ROW|(\d+)[- ](?:CONSTANT ROWS?|ROWS? VALUES CLAUSE))")]
    private static partial Regex Constants();

    [GeneratedRegex(@" USING (?:COVERING )?INDEX (.+)$| USING PRIMARY KEY .*$")]
    private static partial Regex Searched();
}
