using System.Text.RegularExpressions;

namespace AgentCluster.Execution.Sqlite;

/// <summary>Whether a change is bounded, judged by EXPLAIN QUERY PLAN (https://www.sqlite.org/eqp.html).</summary>
internal static partial class SqlitePlan
{
    /// <summary>
    /// Every loop that drives the change must be a SEARCH by equality or within a short range, or run over constants. A full SCAN, a longer
    /// or open range, or no loop at all (SQLite clears the whole table then) is not bounded. Scalar subqueries drive nothing.
    /// </summary>
    /// <param name="rows">Rows of the plan: id, parent, detail.</param>
    /// <param name="wording">What the statement's own words add to it.</param>
    /// <param name="needsLoop">Whether a plan without any loop means every row: UPDATE and DELETE.</param>
    public static bool IsBounded(IReadOnlyList<(int Id, int Parent, string Detail)> rows, SqliteWording wording, bool needsLoop)
    {
        if (wording.MimicsPlan)
        {
            return false;
        }

        var aside = new HashSet<int>();
        var derived = rows.Select(row => Derived().Match(row.Detail)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Where(name => !wording.IsOfTable(name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var loops = 0;
        foreach (var (id, parent, detail) in rows)
        {
            if (aside.Contains(parent) || detail.Contains("SCALAR SUBQUERY", StringComparison.Ordinal))
            {
                aside.Add(id);
            }
            else if (detail.EndsWith("FOR IN-OPERATOR", StringComparison.Ordinal))
            {
                // IN over a whole table that the engine walks by its own key, without a SCAN line.
                return false;
            }
            else if (Loop().Match(detail) is { Success: true } loop)
            {
                loops++;
                if (!derived.Contains(loop.Groups["name"].Value) && !(loop.Groups["kind"].Value == "SCAN" ? IsConstant(detail) : IsNarrow(detail, wording)))
                {
                    return false;
                }
            }
        }

        return loops > 0 || !needsLoop;
    }

    private static bool IsConstant(string detail) =>
        detail.StartsWith("SCAN CONSTANT ROW", StringComparison.Ordinal) || Values().IsMatch(detail);

    private static bool IsNarrow(string detail, SqliteWording wording)
    {
        var at = detail.LastIndexOf('(');
        var terms = at < 0 ? "" : detail[at..];
        return !detail.Contains("AUTOMATIC", StringComparison.Ordinal)
            && (terms.Contains("=?", StringComparison.Ordinal)
                || (terms.Contains(">?", StringComparison.Ordinal) && terms.Contains("<?", StringComparison.Ordinal) && wording.HasShortRangesOnly));
    }

    [GeneratedRegex(@"^(?:CO-ROUTINE|MATERIALIZE) (.+)$")]
    private static partial Regex Derived();

    [GeneratedRegex("^(?<kind>SCAN|SEARCH) (?<name>.+?)(?: USING .*| VIRTUAL TABLE .*| (?:LEFT|RIGHT|FULL)-JOIN)?$")]
    private static partial Regex Loop();

    [GeneratedRegex(@"^SCAN \d+[- ]?(?:CONSTANT )?ROWS? ?(?:VALUES CLAUSE)?|^SCAN \d+-ROW VALUES CLAUSE")]
    private static partial Regex Values();
}
