namespace AgentCluster.Reasoning.Local;

internal enum TokenKind
{
    Word,
    Number,
    Date,
    Quoted,
}

/// <summary>A word, number, date or quoted text of a question.</summary>
/// <param name="Text">As written, without quotation marks.</param>
/// <param name="Lower">In lower case.</param>
/// <param name="Stem">Inflection removed; equal to <paramref name="Lower"/> for anything but words.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its amount when it is a number.</param>
/// <param name="Date">Its day when it is a date.</param>
internal sealed record Token(string Text, string Lower, string Stem, TokenKind Kind, decimal Number = 0, DateOnly Date = default);
