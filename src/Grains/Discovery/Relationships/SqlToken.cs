using System.Text.RegularExpressions;

namespace AgentCluster.Discovery.Relationships;

/// <summary>A word, quoted name or sign of a statement.</summary>
/// <param name="Text">Without quotation marks.</param>
/// <param name="IsName">Whether it may name something; a literal and a sign may not.</param>
/// <param name="IsQuoted">Whether it was quoted and so is no keyword.</param>
internal readonly partial record struct SqlToken(string Text, bool IsName, bool IsQuoted)
{
    /// <summary>The tokens of a statement; comments and casts (<c>::type</c>) are left out, a literal is one token that names nothing.</summary>
    public static IEnumerable<SqlToken> Of(string sql)
    {
        foreach (Match match in Pieces().Matches(sql))
        {
            if (match.Groups["quoted"] is { Success: true } quoted)
            {
                yield return new(quoted.Value, true, true);
            }
            else if (match.Groups["word"].Success)
            {
                yield return new(match.Value, true, false);
            }
            else if (match.Groups["literal"].Success || match.Groups["sign"].Success)
            {
                yield return new(match.Value, false, false);
            }
        }
    }

    public bool Is(string keyword) => !IsQuoted && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""
        --[^\n]*|/\*.*?(?:\*/|\z)
        |::\s*(?:"[^"]*"|[\w.]+)(?:\s+(?:precision|varying))?(?:\s*\([\d\s,]*\))?(?:\s+with(?:out)?\s+time\s+zone)?(?:\s*\[\d*\])*
        |(?<literal>[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\$(?<tag>(?:[^\W\d]\w*)?)\$.*?\$\k<tag>\$|\$\d+|\d[\w.]*)
        |"(?<quoted>[^"]*)"|`(?<quoted>[^`]*)`|\[(?<quoted>[^\]]*)\]
        |(?<word>[\p{L}_][\p{L}\d_$]*)
        |(?<sign><=|>=|<>|!=|==|\|\||[^\s])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pieces();
}
