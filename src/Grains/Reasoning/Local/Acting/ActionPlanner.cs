using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>
/// Makes of a plain request what it can come to over the catalog. Nothing is guessed: a request whose rows, column or value are not certain
/// is asked back with what is missing.
/// </summary>
internal static class ActionPlanner
{
    // Every row of a name is looked for by one statement: there are limits to how long it may be.
    private const int MostInterpretations = 120;

    /// <returns>The plan, or null when the text is no request to act.</returns>
    public static ActionPlan? Plan(
        string text, CatalogLexicon lexicon, SynonymMap synonyms, SqlDialect dialect, Func<string, ImmutableArray<Reading>> read, DateTime now, TimeZoneInfo zone, StatusTool? statusTool)
    {
        var requests = RequestReader.Read(text);
        if (requests.IsEmpty)
            return null;
        var context = Context(lexicon, synonyms, dialect, read, now, zone, statusTool);
        var ways = requests.SelectMany(request => Interpret(context, request)).Take(MostInterpretations).ToImmutableArray();
        var isPlain = requests.Any(request => request.IsPlain);
        return ways.IsEmpty && !isPlain ? null : new(ways, [.. context.Reasons], dialect, isPlain);
    }

    private static IEnumerable<Interpretation> Interpret(ActingContext context, Request request) => request switch
    {
        Change change => ChangePlanner.Plan(context, change),
        Removal removal => RemovalPlanner.Plan(context, removal),
        Addition addition => AdditionPlanner.Plan(context, addition),
        Letter letter => LetterPlanner.Plan(context, letter),
        _ => [],
    };

    private static ActingContext Context(
        CatalogLexicon lexicon, SynonymMap synonyms, SqlDialect dialect, Func<string, ImmutableArray<Reading>> read, DateTime now, TimeZoneInfo zone, StatusTool? statusTool)
    {
        var names = new ActingNames(lexicon, synonyms);
        var conditions = new RowConditions(dialect);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        var targets = new TargetReader(lexicon, names, conditions, new(read, dialect, today, zone));
        return new(lexicon, names, conditions, targets, new(lexicon, dialect, targets, conditions, today, zone), dialect, now, statusTool);
    }
}
