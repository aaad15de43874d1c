using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.FollowUps;

/// <summary>Decides whether a question is a follow-up, and rewrites the question before it: what is of the same kind is exchanged, the rest added.</summary>
internal static class FollowUp
{
    public const string NothingBefore =
        "This seems to lean on an earlier question, and there is none here that it could lean on. Please ask it in full, or with the conversationId of the earlier question.";

    private const string NoReasons = "I read data and cannot tell why something is so. Ask for the numbers behind it, for instance by month or by a category.";

    private const string NothingToChange = "I could not tell what to change in the question before (\"{0}\"). Please ask it in full.";

    public static StandaloneQuestion? Resolve(ImmutableArray<Token> tokens, ImmutableArray<ConversationTurn> turns, Linker linker, DateOnly today)
    {
        var opener = Ellipsis.OpenerLength(tokens);
        var rest = Dated(tokens.RemoveRange(0, opener));
        var spans = linker.Link(rest, today);
        if (Ellipsis.AsksWhy(tokens))
            return StandaloneQuestion.Unresolved(NoReasons);
        var hasPronoun = Ellipsis.LacksAntecedent(spans, rest);
        var isFragment = Ellipsis.IsFragment(spans, rest);
        if (opener == 0 && !hasPronoun && !isFragment)
            return null;
        var earlier = turns.LastOrDefault(turn => turn.Standalone != "" && !SqlQuestion.IsStatement(turn.Question));
        if (earlier is null)
            return StandsAlone(opener, hasPronoun, isFragment, spans, rest) ? null : StandaloneQuestion.Unresolved(NothingBefore);
        var before = earlier.Standalone ?? earlier.Question;
        var words = Tokenizer.Tokenize(before);
        var question = new EarlierQuestion(Part.Of(linker.Link(words, today), words));
        return new FollowUpReader(question, Part.Of(spans, rest), hasPronoun).Read()
            ? new(question.Text)
            : StandaloneQuestion.Unresolved(NothingToChange.Replace("{0}", before, StringComparison.Ordinal));
    }

    // With nothing before it, "And how many members are there?" is a question as good as any, and a bare value may be looked up.
    private static bool StandsAlone(int opener, bool hasPronoun, bool isFragment, ImmutableArray<LinkedSpan> spans, ImmutableArray<Token> rest) =>
        !hasPronoun && (opener > 0
            ? !isFragment && Ellipsis.IsAsking(rest) && spans.Any(span => span.Candidates is [TableMention or ColumnMention or AggregateMention, ..])
            : !Ellipsis.IsMoreThanValues(spans));

    // A bare year is a number anywhere but after a preposition.
    private static ImmutableArray<Token> Dated(ImmutableArray<Token> tokens) =>
        tokens is [{ Kind: TokenKind.Number, Text.Length: 4, Number: >= 1900 and <= 2100 }] ? tokens.Insert(0, new("in", "in", "in", TokenKind.Word)) : tokens;
}
