using System.Collections.Immutable;
using AgentCluster.Memory;
using AgentCluster.Reasoning.Local.Acting;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// The built-in planner: a deterministic engine from questions to SQL over a discovered catalog and what was learned. It is not a language model.
/// </summary>
internal sealed class Planner(LexiconCache lexicons, WordVectors vectors, TimeProvider time)
{
    private const int MostProposals = 3;

    private readonly ExampleMatcher _examples = new(vectors);

    private readonly MeaningLinker _meaning = new(vectors);

    public Plan Plan(PlannerContext context)
    {
        if (SqlQuestion.IsStatement(context.Question))
            return new([Verbatim(context.Question)], "");
        var tokens = Tokenizer.Tokenize(context.Question);
        if (ExampleMatcher.Same(tokens, context.Memories) is { } same)
            return new([same], "");
        if (Act(context) is not { } action)
            return Read(context, tokens);
        return action.IsPlain ? new([], "") { Action = action } : Read(context, tokens) with { Action = action };
    }

    /// <summary>What a request to act comes to; null when the text is none, or its dialect is not written.</summary>
    public ActionPlan? Act(PlannerContext context)
    {
        if (SqlQuestion.IsStatement(context.Question) || SqlDialect.Find(context.Catalog.Dialect) is not { } dialect)
            return null;
        return ActionPlanner.Plan(
            context.Question, lexicons.Get(context.Source, context.Catalog), new(context.Memories), dialect, question => Readings(context with { Question = question }),
            time.GetUtcNow().UtcDateTime, Zone(context.TimeZone), StatusTool.Of(context.Abilities, context.Source.Source));
    }

    private Plan Read(PlannerContext context, ImmutableArray<Token> tokens)
    {
        var lexicon = lexicons.Get(context.Source, context.Catalog);
        if (CatalogQuestion.Answer(tokens, lexicon) is { } description)
            return new([], description) { Confidence = 1 };
        var zone = Zone(context.TimeZone);
        var today = Today(zone);
        var similar = _examples.Similar(tokens, context.Memories, lexicon, today);
        if (ExampleMatcher.Disputed(tokens, context.Memories, similar) is { } same)
            return new([same], "");
        if (SqlDialect.Find(context.Catalog.Dialect) is not { } dialect)
            return new([], $"The built-in planner does not write the SQL dialect '{context.Catalog.Dialect}'; it runs statements and learned questions only.");
        var learned = similar.FirstOrDefault();
        var spans = Link(context, lexicon, tokens, today);
        var readings = ReadingSearch.Search(spans, lexicon, dialect, zone);
        var rejected = ExampleMatcher.Rejected(tokens, context.Memories);
        var proposals = Proposals([.. readings.Where(reading => !rejected.Contains(Statements.Normalise(reading.Sql)))], context.Memories);
        if (learned is not null)
            proposals = proposals.Insert(learned.Confidence < ExampleMatcher.Sure && proposals is [{ } own, ..] && own.Confidence >= learned.Confidence ? 1 : 0, learned);
        if (proposals is [var best, ..] && best.Confidence >= Confidence.Floor)
            return new([.. proposals.Where(proposal => proposal.Confidence >= Confidence.Floor).Take(MostProposals)], "");
        return new([], IsTie(readings) ? Misunderstanding.AskBack(readings) : Misunderstanding.Explain(spans, lexicon));
    }

    /// <summary>The planner's own readings of a question, best first, with the words it knows but no learned statement.</summary>
    public ImmutableArray<Reading> Readings(PlannerContext context)
    {
        if (SqlDialect.Find(context.Catalog.Dialect) is not { } dialect)
            return [];
        var lexicon = lexicons.Get(context.Source, context.Catalog);
        var zone = Zone(context.TimeZone);
        return ReadingSearch.Search(Link(context, lexicon, Tokenizer.Tokenize(context.Question), Today(zone)), lexicon, dialect, zone);
    }

    private ImmutableArray<LinkedSpan> Link(PlannerContext context, CatalogLexicon lexicon, ImmutableArray<Token> tokens, DateOnly today) =>
        new Linker(lexicon, new SynonymMap(context.Memories), _meaning).Link(tokens, today);

    private static bool IsTie(ImmutableArray<Reading> readings) =>
        readings.Length > 1 && readings[0].Score - readings[1].Score < 0.05 && readings[0].Links.All(link => link.Chosen is not null)
        && Confidence.Of(readings[0], null) >= Confidence.Floor;

    private static ImmutableArray<Proposal> Proposals(ImmutableArray<Reading> readings, ImmutableArray<RecalledMemory> memories)
    {
        var proposals = ImmutableArray.CreateBuilder<Proposal>();
        for (var i = 0; i < readings.Length && i < MostProposals; i++)
        {
            // A later reading stands back behind the first by what the first is better.
            var rival = i == 0 ? readings.Length > 1 ? readings[1].Score : (double?)null : readings[i].Score;
            proposals.Add(Proposal(readings[i], Confidence.Of(readings[i], rival) * (i == 0 ? 1 : 0.8), memories));
        }

        return proposals.ToImmutable();
    }

    private static Proposal Proposal(Reading reading, double confidence, ImmutableArray<RecalledMemory> memories)
    {
        var used = reading.Links.Select(link => link.Chosen?.MemoryId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Sql = reading.Sql,
            Confidence = confidence,
            Summary = $"Read as {reading.Query.From.Table.Name}{(reading.Query.GroupBy.Count > 0 ? ", grouped" : "")}.",
            Assumptions = ReadingWords.Assumptions(reading),
            Memories = [.. memories.Where(memory => used.Contains(memory.Item.Id)).Select(memory => MemoryUses.Of(memory.Item, 1))],
            Subject = ReadingWords.Name(reading.Query.From.Table.Name),
            Narrowing = ReadingWords.Narrowing(reading.Query.From),
        };
    }

    private static Proposal Verbatim(string sql) =>
        new() { Sql = sql.Trim(), Confidence = 1, Summary = "The question is a statement; it runs as it is.", IsVerbatim = true };

    private DateOnly Today(TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);

    private static TimeZoneInfo Zone(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : TimeZoneInfo.Utc;
}
