using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local;

/// <summary>Puts the values of one question into the statement learned for another.</summary>
internal static partial class Template
{
    /// <param name="sql">The learned statement.</param>
    /// <param name="known">Slots of its question.</param>
    /// <param name="asked">What takes their places, one for one.</param>
    /// <returns>The statement, or null when a value has no place in it or is not of the right column.</returns>
    public static string? Fill(string sql, ImmutableArray<Slot> known, ImmutableArray<Slot> asked)
    {
        var replacements = new List<(int Start, int Length, string Text)>();
        var literals = Statements.Literals(sql).ToList();
        for (var i = 0; i < known.Length; i++)
        {
            if (!Replace(sql, literals, known[i], asked[i], replacements))
                return null;
        }

        return Apply(sql, replacements);
    }

    private static bool Replace(
        string sql, List<(int Start, int Length, string Value, bool IsText)> literals, Slot known, Slot asked, List<(int Start, int Length, string Text)> replacements)
    {
        var before = replacements.Count;
        foreach (var literal in literals)
        {
            var text = known.Kind switch
            {
                "date" => DateText(literal.Value, known.Span!.Value, asked.Span!.Value),
                "number" => NumberText(literal.Value, known.Number!.Value, asked.Number!.Value),
                _ => ValueText(sql, literal, known, asked),
            };
            if (text is not null && replacements.All(done => done.Start != literal.Start))
                replacements.Add((literal.Start, literal.Length, literal.IsText ? "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'" : text));
        }

        // A value that the statement does not hold cannot be exchanged; the same value needs no exchange.
        return replacements.Count > before || known.Text == asked.Text && known.Span == asked.Span;
    }

    private static string? ValueText(string sql, (int Start, int Length, string Value, bool IsText) literal, Slot known, Slot asked)
    {
        if (!literal.IsText || !Tokenizer.Identifier(literal.Value).Select(token => token.Lower).SequenceEqual(Tokenizer.Identifier(known.Text).Select(token => token.Lower)))
            return null;
        return Stored(sql, literal.Start, known, asked) is { } value ? AsWritten(literal.Value, value, known) : null;
    }

    private static string? Stored(string sql, int start, Slot known, Slot asked)
    {
        if (asked.Hits.IsEmpty)
            return asked.Text;
        var compared = Compared().Match(sql[..start]) is { Success: true } match ? match.Groups["column"].Value : null;
        return asked.Hits.FirstOrDefault(hit => compared is null
            ? known.Hits.Any(other => other.Column == hit.Column)
            : hit.Column.Column.Name.Equals(compared, StringComparison.OrdinalIgnoreCase)).Value;
    }

    // A pattern stays one, and what was compared in lower case is compared so again.
    private static string AsWritten(string literal, string value, Slot known)
    {
        if (!literal.Any(char.IsUpper) && known.Hits.Length > 0 && known.Hits.All(hit => hit.Value != literal.Trim('%')))
            value = value.ToLowerInvariant();
        return (literal.StartsWith('%') ? "%" : "") + value + (literal.Length > 1 && literal.EndsWith('%') ? "%" : "");
    }

    /// <summary>The column that a literal at the end of the text is compared with.</summary>
    [GeneratedRegex("""(?:^|[\s.("`\[])(?<column>\w+)["`\]]?\s*(?:(?:::|\bas\b)\s*\w+\s*)?\)?\s*(?:=|<>|!=|\bin\s*\(|\bi?like\b|~\*?)\s*(?:\bany\s*\(\s*array\s*\[\s*)?$""", RegexOptions.IgnoreCase)]
    private static partial Regex Compared();

    private static string? NumberText(string literal, decimal known, decimal asked) =>
        decimal.TryParse(literal, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number == known
            ? asked.ToString("0.############", CultureInfo.InvariantCulture)
            : null;

    private static string? DateText(string literal, DateSpan known, DateSpan asked)
    {
        if (known is { From: { } year, Before: { } next } && literal == year.Year.ToString(CultureInfo.InvariantCulture) && next == year.AddYears(1))
            return asked.From?.Year.ToString(CultureInfo.InvariantCulture);
        if (known.From is { } month && literal == month.ToString("yyyy-MM", CultureInfo.InvariantCulture))
            return asked.From?.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (literal.Length < 10 || !DateOnly.TryParseExact(literal[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return null;
        var moved = day == known.From ? asked.From : day == known.Before ? asked.Before : day == known.Before?.AddDays(-1) ? asked.Before?.AddDays(-1) : null;
        return moved is null ? null : moved.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + literal[10..];
    }

    private static string Apply(string sql, List<(int Start, int Length, string Text)> replacements)
    {
        var text = new StringBuilder(sql);
        foreach (var (start, length, replacement) in replacements.OrderByDescending(replacement => replacement.Start))
            text.Remove(start, length).Insert(start, replacement);
        return text.ToString();
    }
}
