using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.FollowUps;

/// <summary>Signs by which a question leans on an earlier one: how it opens, words that stand for something said before, and what it lacks.</summary>
internal static class Ellipsis
{
    private const int LongestFragment = 8;

    private static readonly string[][] Openers =
        [.. new[] { "and what about", "and how about", "what about", "how about", "what of", "the same for", "same for", "and", "but", "or" }.Select(opener => opener.Split(' '))];

    private static readonly HashSet<string> Softeners = ["also", "then", "now", "only", "just", "instead", "again", "please", "so", "ok", "okay", "thanks", "same"];

    private static readonly HashSet<string> Pronouns = ["them", "they", "their", "theirs", "those", "these", "it", "its", "ones", "he", "she", "his", "her", "him"];

    private static readonly HashSet<string> Auxiliaries = ["do", "does", "did", "have", "has", "had", "are", "is", "were", "was", "can", "will"];

    private static readonly HashSet<string> Asking = ["what", "which", "who", "whom", "whose", "when", "where", "how"];

    /// <summary>Whether a closer look is worth its while: most questions show at their words that they stand by themselves.</summary>
    public static bool MayLean(ImmutableArray<Token> tokens) =>
        tokens.Length > 0 && (OpenerLength(tokens) > 0 || tokens.Any(IsPronoun) || AsksWhy(tokens) || IsShort(tokens));

    /// <summary>How many tokens only say that the question goes on from the one before.</summary>
    public static int OpenerLength(ImmutableArray<Token> tokens)
    {
        foreach (var opener in Openers)
        {
            if (tokens.Length >= opener.Length && opener.Index().All(word => tokens[word.Index].Lower == word.Item))
                return opener.Length;
        }

        return 0;
    }

    public static bool IsSoftener(Token token) => Softeners.Contains(token.Lower);

    public static bool IsPronoun(Token token) => token.Kind == TokenKind.Word && Pronouns.Contains(token.Lower);

    public static bool AsksWhy(ImmutableArray<Token> tokens) => tokens.Length <= 4 && tokens.Any(token => token.Lower == "why");

    public static bool IsAsking(ImmutableArray<Token> tokens) => tokens.Any(token => Asking.Contains(token.Lower));

    /// <summary>
    /// Whether a pronoun stands before anything of the database that it could stand for. In "how many loans do they have" it is the
    /// subject and stands for somebody else.
    /// </summary>
    public static bool LacksAntecedent(ImmutableArray<LinkedSpan> spans, ImmutableArray<Token> tokens)
    {
        var pronoun = tokens.Index().Where(token => IsPronoun(token.Item)).Select(token => token.Index).FirstOrDefault(-1);
        return pronoun >= 0
            && (pronoun > 0 && Auxiliaries.Contains(tokens[pronoun - 1].Lower) || !spans.Any(span => span.End <= pronoun && span.Candidates is [TableMention or ValueMention, ..]));
    }

    /// <summary>Whether nothing says what rows or numbers are wanted: there are only conditions, a grouping, an order.</summary>
    public static bool IsFragment(ImmutableArray<LinkedSpan> spans, ImmutableArray<Token> tokens) =>
        IsShort(tokens) && spans.Any(Narrows)
        && spans.All(span => !span.Candidates.IsEmpty || IsSoftener(tokens[span.Start]) || IsPronoun(tokens[span.Start]))
        && !spans.Index().Any(span => span.Item.Candidates is [var best, ..] && Asks(best, span.Index, spans));

    /// <summary>Whether it is more than a value: a bare value may be looked up by itself.</summary>
    public static bool IsMoreThanValues(ImmutableArray<LinkedSpan> spans) => spans.Any(span => span.Candidates is
        [DateMention or CueMention { Cue.Kind: CueKind.Group or CueKind.Order or CueKind.Top or CueKind.Compare or CueKind.Superlative or CueKind.Most }, ..]);

    private static bool IsShort(ImmutableArray<Token> tokens) => tokens.Length <= LongestFragment && !IsAsking(tokens);

    private static bool Narrows(LinkedSpan span) => span.Candidates is [not CueMention { Cue.Kind: CueKind.Stop or CueKind.Joint or CueKind.Beyond }, ..];

    private static bool Asks(Mention mention, int at, ImmutableArray<LinkedSpan> spans) => mention switch
    {
        TableMention or ColumnMention or AggregateMention => !spans.Take(at).Any(span => span.Candidates is
            [CueMention { Cue.Kind: CueKind.Group or CueKind.Order or CueKind.Compare }, ..]),
        CueMention { Cue.Kind: CueKind.HowMany or CueKind.Aggregate or CueKind.HowMuch or CueKind.Who or CueKind.When or CueKind.Where or CueKind.Beyond } => true,
        _ => false,
    };
}
