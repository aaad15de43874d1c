using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace AgentCluster.Tools.Toolsmith;

/// <summary>A statement as text with literals between: <c>Texts[0] Literals[0] Texts[1] ...</c></summary>
/// <param name="Texts">What stands around the literals, one more than there are literals.</param>
/// <param name="Literals">Strings with their quotes, and numbers.</param>
internal sealed partial record LiteralSql(ImmutableArray<string> Texts, ImmutableArray<string> Literals)
{
    /// <summary>Equal for statements that differ in literals only.</summary>
    public string Skeleton => string.Join('?', Texts);

    public static LiteralSql Of(string sql)
    {
        var (texts, literals) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        var start = 0;
        foreach (Match match in Pattern().Matches(sql))
        {
            if (match.Groups["literal"].Success)
            {
                texts.Add(sql[start..match.Index]);
                literals.Add(match.Value);
                start = match.Index + match.Length;
            }
        }

        texts.Add(sql[start..]);
        return new(texts.ToImmutable(), literals.ToImmutable());
    }

    // Quoted names, comments and words are matched so that nothing inside them counts as a literal.
    [GeneratedRegex("""(?<literal>'(?:[^']|'')*')|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|[A-Za-z_][A-Za-z0-9_$]*|(?<literal>[0-9]+(?:\.[0-9]+)?)""", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
