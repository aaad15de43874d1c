using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Uses learned question and statement pairs: the same question takes its statement as it is; a similar one takes it as a template
/// whose values, numbers and dates are replaced by its own.
/// </summary>
internal sealed class ExampleMatcher(WordVectors vectors)
{
    /// <summary>From here on a template goes before the planner's own reading.</summary>
    public const double Sure = 0.88;

    private const double SameQuestion = 0.97;

    // What is learned for the very question, but not undisputed.
    private const double Contradicted = 0.78;

    private const double NearlySame = 0.93;

    // Only the very question scores 1: what was filled in may be wrong though its example is right.
    private const double MostSimilar = 0.99;

    private const string SameSummary = "The same question was answered before.";

    private const double SimilarQuestion = 0.95;

    // What an exchanged word leaves of the similarity.
    private const double Exchanged = 0.93;

    // What each further example that agrees leaves of the doubt.
    private const double Agreement = 0.75;

    private readonly QuestionSimilarity _similarity = new(vectors);

    /// <summary>The statement learned for exactly these words, or null; null as well when learned statements contradict one another. Costs no look at the catalog.</summary>
    public static Proposal? Same(ImmutableArray<Token> tokens, ImmutableArray<RecalledMemory> memories)
    {
        var same = memories.Select(memory => memory.Item).Where(item => IsUsable(item) && SameWords(tokens, item.Subject!)).ToList();
        var isSettled = same.Any(item => item.Kind == MemoryKinds.SqlExample || item.Confirmations > item.Refutations)
            && same.DistinctBy(item => Statements.Normalise(item.Content)).Count() == 1;
        return isSettled && !IsRelative(tokens) ? Proposal(same[0], same[0].Content, SameQuestion, 1, SameSummary) : null;
    }

    /// <summary>
    /// The statement with most evidence of those learned for exactly these words, or null. A tie goes to a correction, then to the newer;
    /// a person's word that nobody confirmed yields to several similar examples that agree on something else.
    /// </summary>
    /// <param name="tokens">The question.</param>
    /// <param name="memories">What was recalled.</param>
    /// <param name="similar">What similar examples come to.</param>
    public static Proposal? Disputed(ImmutableArray<Token> tokens, ImmutableArray<RecalledMemory> memories, ImmutableArray<Proposal> similar)
    {
        var ranked = memories.Select(memory => memory.Item).Where(item => IsUsable(item) && SameWords(tokens, item.Subject!))
            .OrderByDescending(item => item.Confirmations - item.Refutations).ThenByDescending(item => item.Kind == MemoryKinds.Correction)
            .ThenByDescending(item => item.RecordedAt).ToList();
        if (ranked.Count == 0 || IsRelative(tokens))
            return null;
        var sql = Statements.Normalise(ranked[0].Content);
        var isContradicted = ranked.Exists(item => Statements.Normalise(item.Content) != sql);
        var agreed = similar.FirstOrDefault(proposal => proposal.Memories.Count(use => use.Score >= NearlySame) >= 2);
        if (agreed is null || Statements.Normalise(agreed.Sql) == sql)
            return Proposal(ranked[0], ranked[0].Content, isContradicted ? Contradicted : SameQuestion, 1, SameSummary);
        return ranked[0].Confirmations > 0 ? Proposal(ranked[0], ranked[0].Content, Contradicted, 1, SameSummary) : agreed with { Confidence = Contradicted };
    }

    /// <summary>What questions in other words come to with the values of this one, best first; several that agree speak louder than one.</summary>
    public ImmutableArray<Proposal> Similar(
        ImmutableArray<Token> tokens, ImmutableArray<RecalledMemory> memories, CatalogLexicon lexicon, DateOnly today)
    {
        var masking = new Masking(lexicon, today);
        return
        [
            .. memories.Where(memory => IsUsable(memory.Item))
                .Select(memory => Match(tokens, memory.Item, masking))
                .OfType<Proposal>()
                .GroupBy(proposal => Statements.Normalise(proposal.Sql), StringComparer.Ordinal)
                .Select(Agreed)
                .OrderByDescending(proposal => proposal.Confidence),
        ];
    }

    private Proposal? Match(ImmutableArray<Token> tokens, MemoryItem item, Masking masking)
    {
        var known = masking.Known(Tokenizer.Tokenize(item.Subject!), item.Content);
        var asked = SlotPairing.Gap(known, masking.Asked(tokens, [.. known.Slots.SelectMany(slot => slot.Hits).Select(hit => hit.Column)]));
        if (SlotPairing.Pair(known, asked) is not { } slots || SiblingRewrite.Of(item.Content, known, asked) is not { } rewrite)
            return null;
        if (Template.Fill(rewrite.Sql, known.Slots, slots) is not { } sql)
            return null;
        var similarity = _similarity.Of(known, asked, rewrite.Exchanged) * SlotPairing.Likeness(known, slots) * Math.Pow(Exchanged, rewrite.Changes);
        return similarity < QuestionSimilarity.Threshold
            ? null
            : Proposal(item, sql, SimilarQuestion * similarity * similarity, Math.Min(similarity, MostSimilar), "A similar question was answered before.") with { IsFilled = true };
    }

    private static Proposal Agreed(IEnumerable<Proposal> proposals)
    {
        var ranked = proposals.OrderByDescending(proposal => proposal.Confidence).ToList();
        var best = ranked[0];
        return best with { Confidence = 1 - (1 - best.Confidence) * Math.Pow(Agreement, Math.Min(ranked.Count - 1, 3)), Memories = [.. ranked.SelectMany(proposal => proposal.Memories)] };
    }

    /// <summary>Statements that people called wrong for exactly this question, normalised.</summary>
    public static HashSet<string> Rejected(ImmutableArray<Token> tokens, ImmutableArray<RecalledMemory> memories) =>
        memories.Where(memory => IsExample(memory.Item) && memory.Item.IsRefuted && SameWords(tokens, memory.Item.Subject!))
            .Select(memory => Statements.Normalise(memory.Item.Content)).ToHashSet(StringComparer.Ordinal);

    /// <summary>What only a run concluded is no example: the planner would repeat its own mistakes with more and more confidence.</summary>
    private static bool IsUsable(MemoryItem item) =>
        IsExample(item) && item.Status == MemoryStatus.Active && item.Trust >= MemoryTrust.Verified && !item.IsRefuted;

    private static bool IsExample(MemoryItem item) => item is { Kind: MemoryKinds.SqlExample or MemoryKinds.Correction, Subject.Length: > 0 };

    // "last month" means another month next month: such a statement is filled anew, never repeated.
    private static bool IsRelative(ImmutableArray<Token> tokens) =>
        tokens.Any(token => token.Lower is "today" or "yesterday" or "last" or "previous" or "past" or "this" or "current" or "ago");

    private static bool SameWords(ImmutableArray<Token> tokens, string question)
    {
        var known = Tokenizer.Tokenize(question);
        if (known.Length != tokens.Length)
            return false;
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i].Lower != tokens[i].Lower)
                return false;
        }

        return true;
    }

    private static Proposal Proposal(MemoryItem item, string sql, double confidence, double score, string summary) => new()
    {
        Sql = sql,
        Confidence = confidence,
        Summary = summary,
        Assumptions = score < 1 ? [$"The question means what was asked as \"{item.Subject}\"."] : [],
        Memories = [MemoryUses.Of(item, score)],
    };
}
