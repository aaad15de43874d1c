using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentCluster.Execution.Redaction;

/// <summary>A text without what hides its letters: invisible characters, JSON escapes, full-width forms; and where each letter stood.</summary>
internal sealed partial class UncoveredText
{
    private const int FullWidthOffset = 0xFEE0;

    private readonly string _text;
    private readonly List<int>? _origins;

    private UncoveredText(string text, string plain, List<int>? origins) => (_text, Plain, _origins) = (text, plain, origins);

    /// <summary>The letters themselves.</summary>
    public string Plain { get; }

    public static UncoveredText Of(string text)
    {
        if (Ascii.IsValid(text) && !text.Contains("\\u", StringComparison.OrdinalIgnoreCase))
        {
            return new(text, text, null);
        }

        var plain = new StringBuilder(text.Length);
        var origins = new List<int>(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var escape = text[at] == '\\' ? JsonEscape().Match(text, at) : Match.Empty;
            var c = escape.Success ? (char)int.Parse(escape.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : text[at];
            if (char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                plain.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - FullWidthOffset) : c);
                origins.Add(at);
            }

            at += escape.Success ? escape.Length : 1;
        }

        return new(text, plain.ToString(), origins);
    }

    /// <summary>From where to where in the text a part of <see cref="Plain"/> stood.</summary>
    public (int Start, int End) Origin(int start, int length) => _origins is null
        ? (start, start + length)
        : (_origins[start], start + length < _origins.Count ? _origins[start + length] : _text.Length);

    [GeneratedRegex(@"\G\\+[uU]([0-9a-fA-F]{4})")]
    private static partial Regex JsonEscape();
}
