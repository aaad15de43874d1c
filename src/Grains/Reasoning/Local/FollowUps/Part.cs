using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local.FollowUps;

/// <summary>Some words of a question and what they may stand for, best first.</summary>
/// <param name="Text">The words.</param>
/// <param name="Candidates">What they may stand for.</param>
internal sealed record Part(string Text, ImmutableArray<Mention> Candidates)
{
    public Mention? Best => Candidates.IsDefaultOrEmpty ? null : Candidates[0];

    public CueKind? Cue => (Best as CueMention)?.Cue.Kind;

    public static Part Words(string text) => new(text, []);

    public static List<Part> Of(ImmutableArray<LinkedSpan> spans, ImmutableArray<Token> tokens) =>
        [.. spans.Select(span => new Part(string.Join(' ', tokens.Skip(span.Start).Take(span.Length).Select(Written)), span.Candidates))];

    private static string Written(Token token) => token.Kind == TokenKind.Quoted ? $"\"{token.Text}\"" : token.Text;
}
