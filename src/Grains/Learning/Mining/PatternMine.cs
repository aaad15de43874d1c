using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Interactions;

namespace AgentCluster.Learning;

/// <summary>
/// Counts what recurs in ended interactions, given newest first. Support and confidence are those of association rules (R. Agrawal,
/// T. Imielinski, A. Swami, Mining association rules between sets of items in large databases, SIGMOD 1993).
/// </summary>
/// <param name="catalog">The catalog of the source they are about.</param>
internal sealed class PatternMine(Catalog catalog)
{
    private const int LeastSupport = 3;
    private const int MostOfAKind = 40;

    private readonly Dictionary<string, (string Wording, Tally Tally)> _questions = new(StringComparer.Ordinal);
    private readonly Dictionary<JoinedColumns, Tally> _joins = [];
    private readonly Dictionary<FilteredColumn, Tally> _filters = [];
    private readonly Dictionary<string, Tally> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), int> _pairs = [];
    private readonly HashSet<DateOnly> _days = [];
    private readonly Dictionary<string, StatementShape> _shapes = new(StringComparer.Ordinal);
    private int _statements;

    /// <summary>Counts one more interaction.</summary>
    public void Add(PastQuestion asked)
    {
        if (asked.Status is not (InteractionStatus.Completed or InteractionStatus.Failed))
        {
            return;
        }

        _days.Add(DateOnly.FromDateTime(asked.AskedAt.UtcDateTime));
        var wording = QuestionShape.Of(asked.Question, asked.Sql);
        if (!string.Equals(asked.Question, asked.Sql, StringComparison.Ordinal))
        {
            var key = ExampleKey.Of(wording);
            if (!_questions.TryGetValue(key, out var question))
            {
                _questions[key] = question = (wording, new Tally());
            }

            question.Tally.Add(asked);
        }

        if (asked is { Sql: { } sql, Status: InteractionStatus.Completed, Verdict: not FeedbackVerdict.Incorrect })
        {
            AddStatement(asked, ShapeOf(sql));
        }
    }

    /// <summary>What was seen often enough, the most frequent of each kind first.</summary>
    public IEnumerable<MinedPattern> Patterns() =>
    [
        .. Best(_questions.Select(q => new MinedPattern(PatternKinds.RoutineQuestion, q.Key, q.Value.Wording, q.Value.Tally, ShareOfDays(q.Value.Tally), []))),
        .. Best(_joins.Select(j => new MinedPattern(
            PatternKinds.HotJoin, NameOf(j.Key), NameOf(j.Key), j.Value, Share(j.Value, _pairs[Pair(j.Key.Table, j.Key.OtherTable)]), [j.Key.Table, j.Key.OtherTable]))),
        .. Best(_filters.Select(f => new MinedPattern(
            PatternKinds.FrequentFilter, NameOf(f.Key), NameOf(f.Key), f.Value, Share(f.Value, _tables[f.Key.Table].Support), [f.Key.Table]))),
        .. Best(_tables.Select(t => new MinedPattern(PatternKinds.MostUsedTable, t.Key, t.Key, t.Value, Share(t.Value, _statements), [t.Key]))),
    ];

    private void AddStatement(PastQuestion asked, StatementShape shape)
    {
        _statements++;
        foreach (var table in shape.Tables)
        {
            TallyOf(_tables, table).Add(asked);
            foreach (var other in shape.Tables.Where(other => string.CompareOrdinal(table, other) <= 0))
            {
                _pairs[(table, other)] = _pairs.GetValueOrDefault((table, other)) + 1;
            }
        }

        foreach (var join in shape.Joins)
        {
            TallyOf(_joins, join).Add(asked);
        }

        foreach (var filter in shape.Filters)
        {
            TallyOf(_filters, filter).Add(asked);
        }
    }

    // A routine question brings the same statement again.
    private StatementShape ShapeOf(string sql)
    {
        if (!_shapes.TryGetValue(sql, out var shape))
        {
            _shapes[sql] = shape = StatementShape.Of(sql, catalog);
        }

        return shape;
    }

    private static ImmutableArray<MinedPattern> Best(IEnumerable<MinedPattern> patterns) =>
    [
        .. patterns.Where(pattern => pattern.Tally.Support >= LeastSupport)
            .OrderByDescending(pattern => pattern.Tally.Support)
            .ThenBy(pattern => pattern.Key, StringComparer.Ordinal)
            .Take(MostOfAKind),
    ];

    private double ShareOfDays(Tally question) =>
        (double)question.Days.Count / _days.Count(day => day >= DateOnly.FromDateTime(question.FirstSeen.UtcDateTime));

    private static double Share(Tally seen, int occasions) => Math.Min(1, (double)seen.Support / occasions);

    private static Tally TallyOf<T>(Dictionary<T, Tally> tallies, T key)
        where T : notnull
    {
        if (!tallies.TryGetValue(key, out var tally))
        {
            tallies[key] = tally = new();
        }

        return tally;
    }

    private static (string, string) Pair(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one);

    private static string NameOf(JoinedColumns join) => $"{join.Table}.{join.Column} = {join.OtherTable}.{join.OtherColumn}";

    private static string NameOf(FilteredColumn filter) => $"{filter.Table}.{filter.Column} {filter.Comparison}";
}
