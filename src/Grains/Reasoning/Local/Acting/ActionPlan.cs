using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentCluster.Execution;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>What a request can come to, before its rows were looked up.</summary>
/// <param name="Interpretations">Every way that fits the catalog.</param>
/// <param name="Reasons">Why other ways do not.</param>
/// <param name="Dialect">How the look-up is written.</param>
/// <param name="IsPlain">Whether the words can be nothing but a request; else they are a question when nothing fits.</param>
internal sealed record ActionPlan(ImmutableArray<Interpretation> Interpretations, ImmutableArray<string> Reasons, SqlDialect Dialect, bool IsPlain)
{
    private const int MostChoices = 5;

    private const int MostReasons = 2;

    private ImmutableArray<RowTarget> Targets => [.. Interpretations.SelectMany(way => way.Targets).SelectMany(target => target.Owner is { } owner ? [target, owner] : new[] { target }).Distinct()];

    /// <summary>The tool that it takes, whichever way is meant.</summary>
    public string Tool => Interpretations.Select(way => way.Tool).Distinct().ToList() is [var only] ? only : Dml.Tool;

    /// <summary>One statement that counts the rows of every target and shows the only one; null when nothing is to be looked up.</summary>
    public string? LookUp()
    {
        var parts = Targets.SelectMany((target, place) => Counts(target, place)).ToList();
        return parts.Count == 0 ? null : string.Join(" UNION ALL ", parts);
    }

    /// <summary>The call that the rows found leave, or the words that ask back.</summary>
    public (ActionCall? Call, string Question) Decide(ResultSet? rows)
    {
        var found = Found(rows);
        var ways = Interpretations.Select(way => (Way: way, Rows: way.Targets.Concat(way.Targets.Select(target => target.Owner).OfType<RowTarget>()).Select(target => found[target]).ToImmutableArray())).ToList();
        var fitting = ways.GroupBy(way => way.Way.Naming).OrderBy(group => group.Key).Select(Fitting).FirstOrDefault(group => group is not null) ?? [];
        var calls = fitting.Select(way => way.Way.Call(way.Rows)).DistinctBy(call => (call.Tool, JsonSerializer.Serialize(call.Arguments))).ToList();
        return calls.Count switch
        {
            1 => (calls[0], ""),
            > 1 => (null, $"This can be read in several ways: {string.Join("; ", calls.Take(MostChoices).Select((call, index) => $"({index + 1}) {call.Summary.TrimEnd('.')}"))}. Which one do you mean?"),
            _ => (null, AskBack([.. ways.SelectMany(way => way.Rows).Where(row => !row.Fits)])),
        };
    }

    /// <summary>The ways whose rows were found, exactly before loosely; none when several rows stand in the way, null when there are no such rows.</summary>
    private static List<(Interpretation Way, ImmutableArray<FoundRows> Rows)>? Fitting(IEnumerable<(Interpretation Way, ImmutableArray<FoundRows> Rows)> ways)
    {
        var list = ways.ToList();
        var exact = list.FindAll(way => way.Rows.All(row => row.Fits && !row.IsLoose));
        if (list.Exists(way => way.Rows.Any(row => row is { IsLoose: false, Target.IsOne: true, Rows: > 1 })))
            return [];
        if (exact.Count > 0)
            return exact;
        var loose = list.FindAll(way => way.Rows.All(row => row.Fits));
        return list.Exists(way => way.Rows.Any(row => row is { Target.IsOne: true, Rows: > 1 })) ? [] : loose.Count > 0 ? loose : null;
    }

    private IEnumerable<string> Counts(RowTarget target, int place)
    {
        yield return Count(target, 2 * place, target.Where);
        if (target.OrWhere is { } loose)
            yield return Count(target, 2 * place + 1, loose);
    }

    private string Count(RowTarget target, int place, string where) => string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT {place} AS place, COUNT(*) AS found, {(target.Shown is { } shown ? $"MIN({shown})" : "NULL")} AS shown FROM {Dialect.Table(target.Table)}{(where.Length == 0 ? "" : $" WHERE {where}")}");

    private Dictionary<RowTarget, FoundRows> Found(ResultSet? rows)
    {
        var counts = new Dictionary<int, (long Rows, string? Shown)>();
        if (rows is not null)
        {
            using var json = JsonDocument.Parse(rows.RowsJson);
            foreach (var row in json.RootElement.EnumerateArray())
                counts[row[0].GetInt32()] = (row[1].GetInt64(), row[2].ValueKind == JsonValueKind.Null ? null : row[2].ToString());
        }

        return Targets.Select((target, place) => (target, Found: Found(target, counts.GetValueOrDefault(2 * place), counts.GetValueOrDefault(2 * place + 1)))).ToDictionary(pair => pair.target, pair => pair.Found);
    }

    private static FoundRows Found(RowTarget target, (long Rows, string? Shown) exact, (long Rows, string? Shown) loose) =>
        exact.Rows == 0 && target.OrWhere is not null && loose.Rows > 0 ? new(target, loose.Rows, loose.Shown, true) : new(target, exact.Rows, exact.Shown, false);

    private static string Several(FoundRows found)
    {
        var (words, table) = (found.Target.Words, ReadingWords.Name(found.Target.Table.Name));
        var rows = found.Rows.ToString(CultureInfo.InvariantCulture);
        return found.Target.Expected > 1 ? $"Of {words} only {rows} are there."
            : found.IsLoose ? $"The names of {rows} rows of {table} begin with {words}; which one is meant? Its number or its full name would tell."
            : $"{words} can mean {rows} rows of {table}; which one is meant? Its number would tell.";
    }

    private string AskBack(List<FoundRows> misfits)
    {
        var said = new List<string>();
        foreach (var several in misfits.Where(row => row.Rows > 1 || row is { Rows: > 0, Target.Expected: > 1 }).DistinctBy(row => row.Target.Words).Take(MostReasons))
            said.Add(Several(several));
        if (said.Count == 0)
            said.AddRange(Reasons.Take(MostReasons));
        if (said.Count == 0)
            said.AddRange(misfits.Where(row => row.Rows == 0).OrderBy(row => row.Target.Naming).Select(row => $"I found no row for {row.Target.Words}.").Distinct().Take(MostReasons));
        return said.Count > 0 ? string.Join(' ', said) : "I understood that something is to be changed, but not which rows and which column. Please name them as the database does.";
    }
}
