using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local;

/// <summary>Splits a question, a stored value or an identifier into tokens; all three the same way, so that they can be compared.</summary>
internal static partial class Tokenizer
{
    private static readonly string[] SmallNumbers =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static ImmutableArray<Token> Tokenize(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        foreach (Match match in Pieces().Matches(text))
            Add(tokens, match);
        return tokens.ToImmutable();
    }

    /// <summary>The words of an identifier: split at underscores, other punctuation and changes of case.</summary>
    public static ImmutableArray<Token> Identifier(string name) =>
        Tokenize(CaseChange().Replace(name, " ").Replace('_', ' '));

    private static void Add(ImmutableArray<Token>.Builder tokens, Match match)
    {
        if (match.Groups["quoted"] is { Success: true } quoted)
        {
            tokens.Add(new(quoted.Value, quoted.Value.ToLowerInvariant(), quoted.Value.ToLowerInvariant(), TokenKind.Quoted));
        }
        else if (match.Groups["date"].Success && DateOnly.TryParseExact(match.Value, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            tokens.Add(new(match.Value, match.Value, match.Value, TokenKind.Date, Date: day));
        }
        else if (match.Groups["number"].Success)
        {
            AddNumber(tokens, match);
        }
        else
        {
            AddWord(tokens, match.Value);
        }
    }

    private static void AddNumber(ImmutableArray<Token>.Builder tokens, Match match)
    {
        var digits = match.Groups["digits"].Value.Replace(",", "", StringComparison.Ordinal);
        var factor = match.Groups["scale"].Value.ToLowerInvariant() switch
        {
            "k" or "thousand" => 1_000m,
            "m" or "million" => 1_000_000m,
            "bn" or "billion" => 1_000_000_000m,
            _ => 1m,
        };
        // What is too large to be a number is a word nobody knows: left out, it would change the question unseen.
        if (!decimal.TryParse(digits, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) || number > decimal.MaxValue / factor)
        {
            AddWord(tokens, match.Value);
            return;
        }

        tokens.Add(new(match.Value, match.Value.ToLowerInvariant(), match.Value.ToLowerInvariant(), TokenKind.Number, number * factor));
    }

    private static void AddWord(ImmutableArray<Token>.Builder tokens, string word)
    {
        var lower = word.ToLowerInvariant().Replace('’', '\'');
        if (lower.EndsWith("n't", StringComparison.Ordinal))
        {
            tokens.Add(new(word, "not", "not", TokenKind.Word));
            return;
        }

        var possessive = lower.IndexOf('\'', StringComparison.Ordinal);
        if (possessive > 0 && lower.Length - possessive <= 3)
            (lower, word) = (lower[..possessive], word[..possessive]);
        var amount = Array.IndexOf(SmallNumbers, lower);
        tokens.Add(amount >= 0
            ? new(word, lower, lower, TokenKind.Number, amount)
            : new(word, lower, Stemmer.Stem(lower), TokenKind.Word));
    }

    [GeneratedRegex("""
        (?:"(?<quoted>[^"]+)"|“(?<quoted>[^”]+)”|(?<![\p{L}\d])'(?<quoted>[^']+)'(?![\p{L}\d]))
        |(?<date>\b\d{4}-\d{1,2}-\d{1,2}\b)
        |(?<number>(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s*(?<scale>thousand|million|billion|bn|k|m)\b|(?![\p{L}])))
        |[\p{L}\d]+(?:['’]\p{L}+)*
        |[<>]=?|!=
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Pieces();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")]
    private static partial Regex CaseChange();
}
