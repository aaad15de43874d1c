using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>
/// Reads rows that are told by what holds of them ("leads older than 2024"), with the planner's own reading of the question for them. A
/// reading that leaves a word out would act on the wrong rows: every word must be part of the condition.
/// </summary>
internal sealed class ConditionTargets(Func<string, ImmutableArray<Reading>> read, SqlDialect dialect, DateOnly today, TimeZoneInfo zone)
{
    private const double LeastSure = 0.75;

    private const double Tie = 0.05;

    /// <param name="phrase">The phrase.</param>
    /// <param name="names">Names of the catalog.</param>
    /// <param name="isPart">Whether the rows are narrowed by more than the phrase says, so that the name of their table is enough.</param>
    public IEnumerable<RowTarget> Read(string phrase, ActingNames names, bool isPart = false)
    {
        var words = Phrase.Words(phrase);
        var isAll = words is [var first, ..] && first.ToUpperInvariant() is "ALL" or "EVERY" or "EACH" or "ANY";
        if (isAll)
            phrase = Phrase.WithoutArticle(Phrase.Join(words, words is [_, "of", ..] ? 2 : 1, words.Length));
        if (!isAll && !IsPlural(phrase))
            yield break;
        foreach (var table in names.Tables(phrase).Where(_ => isAll || isPart))
            yield return Target(table.Table, "", $"every row of {ReadingWords.Name(table.Table.Name)}", "");
        var readings = read($"which {Ages.AsDays(Phrase.Plain(phrase), today, Verb(phrase, names))}");
        if (readings is not [var best, ..] || !IsWhole(best) || Where(best) is not { Length: > 0 } where)
            yield break;
        yield return Target(best.Query.From.Table, where, $"{ReadingWords.Name(best.Query.From.Table.Name)} with {ReadingWords.Narrowing(best.Query.From)}", Assumed(best));
        foreach (var rival in readings.Skip(1).Where(rival => best.Score - rival.Score < Tie && IsWhole(rival)))
        {
            if (Where(rival) is { Length: > 0 } other && other != where)
                yield return Target(rival.Query.From.Table, other, $"{ReadingWords.Name(rival.Query.From.Table.Name)} with {ReadingWords.Narrowing(rival.Query.From)}", Assumed(rival));
        }
    }

    private static string? Verb(string phrase, ActingNames names) =>
        Phrase.Words(phrase).SelectMany(word => names.Tables(word)).Take(1).Select(Beginnings.Verb).FirstOrDefault();

    private static RowTarget Target(CatalogTable table, string where, string words, string assumption) =>
        new() { Table = table, Where = where, Words = words, Expected = null, Assumption = assumption, Naming = Naming.Condition };

    private string? Where(Reading reading) => SqlWriter.Condition(reading.Query.From, dialect, zone);

    private static bool IsPlural(string phrase) => Phrase.Words(phrase).Any(word => word.Length > 3 && (word.EndsWith('s') || word == "people"));

    private static bool IsWhole(Reading reading)
    {
        if (reading.Query is not { GroupBy.Count: 0, Order: null, Having: null, From: { Ranking: null, Table.IsView: false } from }
            || reading.Links.Any(link => !IsSaid(link.Chosen, reading)))
            return false;
        if (from.Conditions.Any(IsOfUnlike) || from.Conditions.OfType<WithinSpan>().Any(within => !IsCertain(within.Column, reading)))
            return false;
        if (reading.Doubts.Aggregate(1d, (sure, doubt) => sure * doubt.Factor) < LeastSure)
            return false;
        return reading.Links.Count(link => link.Chosen is ValueMention or NumberMention or DateMention or FlagMention or ConditionMention) == from.Conditions.Sum(Leaves);
    }

    private static bool IsSaid(Mention? mention, Reading reading) => mention switch
    {
        CueMention cue => cue.Cue.Kind is CueKind.Stop or CueKind.Compare or CueKind.Than or CueKind.Not or CueKind.Joint or CueKind.Comparative or CueKind.Way,
        null or { Why: "meaning" or "part of a value" } or AggregateMention => false,
        TableMention table => table.Table == reading.Query.From.Table,
        ColumnMention column => reading.Query.From.Conditions.Any(condition => IsAbout(condition, column.Column)),
        _ => true,
    };

    // Of several dates, one that was not named is certain only when it says when the rows came to be.
    private static bool IsCertain(ColumnRef date, Reading reading) =>
        reading.Links.Any(link => link.Chosen is ColumnMention column && column.Column == date || link.Chosen is FlagMention flag && flag.Column == date)
        || date.Table.Columns.Count(column => column.Type is LogicalType.Date or LogicalType.Timestamp) == 1 || Beginnings.Is(date);

    // A day is not compared with a bare number.
    private static bool IsOfUnlike(Condition condition) => condition switch
    {
        Comparison { Column.Role: ColumnRole.Date } => true,
        Either either => either.Of.Any(IsOfUnlike),
        _ => false,
    };

    private static bool IsAbout(Condition condition, ColumnRef column) => condition switch
    {
        Comparison comparison => comparison.Column == column,
        WithinSpan within => within.Column == column,
        Absence absence => absence.Column == column,
        Either either => either.Of.Any(part => IsAbout(part, column)),
        _ => false,
    };

    // How many words of the question a condition takes up.
    private static int Leaves(Condition condition) => condition switch
    {
        Comparison comparison => comparison.Values.Length,
        WithinSpan { Span: { From: not null, Before: not null } span } when span.Before!.Value.DayNumber - span.From!.Value.DayNumber > 366 => 2,
        WithinSpan => 1,
        Absence => 1,
        Either either => either.Of.Sum(Leaves),
        _ => -1000,
    };

    private static string Assumed(Reading reading) =>
        string.Join(' ', reading.Doubts.Select(doubt => doubt.Assumption).Where(assumption => assumption.Length > 0).Distinct());
}
