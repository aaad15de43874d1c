namespace AgentCluster.Discovery.Relationships;

/// <summary>Reads comparisons with literals.</summary>
internal static class Literals
{
    private const int MostInList = 10;

    /// <summary>The comparison whose sign stands there, in one spelling, or null when it is none with literals alone.</summary>
    public static string? After(List<SqlToken> tokens, int at)
    {
        var sign = tokens[at];
        return sign switch
        {
            { IsName: false, Text: "=" or "==" } => Single("=", tokens, at + 1),
            { IsName: false, Text: "<" or ">" or "<=" or ">=" or "<>" or "!=" } => Single(sign.Text, tokens, at + 1),
            _ when sign.Is("like") || sign.Is("ilike") => Single(sign.Text.ToUpperInvariant(), tokens, at + 1),
            _ when sign.Is("between") => Between(tokens, at + 1),
            _ when sign.Is("in") => In(tokens, at + 1),
            _ => null,
        };
    }

    private static string? Single(string sign, List<SqlToken> tokens, int at) => Literal(tokens, ref at) is { } literal ? $"{sign} {literal}" : null;

    private static string? Between(List<SqlToken> tokens, int at) =>
        Literal(tokens, ref at) is { } from && at < tokens.Count && tokens[at++].Is("and") && Literal(tokens, ref at) is { } to ? $"BETWEEN {from} AND {to}" : null;

    private static string? In(List<SqlToken> tokens, int at)
    {
        if (at >= tokens.Count || tokens[at++].Text != "(")
        {
            return null;
        }

        var values = new List<string>();
        while (values.Count < MostInList && Literal(tokens, ref at) is { } value)
        {
            values.Add(value);
            if (at < tokens.Count && tokens[at++].Text == ")")
            {
                return $"IN ({string.Join(", ", values.Order(StringComparer.Ordinal))})";
            }
        }

        return null;
    }

    private static string? Literal(List<SqlToken> tokens, ref int at)
    {
        // DATE '2026-01-01' and its like say of what type a literal is.
        at += at + 1 < tokens.Count && tokens[at] is { IsName: true, IsQuoted: false } && tokens[at + 1] is { IsName: false, Text: ['\'', ..] } ? 1 : 0;
        var start = at < tokens.Count && tokens[at] is { IsName: false, Text: "-" } ? at + 1 : at;
        if (start >= tokens.Count || tokens[start] is not { IsName: false, Text: [('\'' or (>= '0' and <= '9')), ..] } literal)
        {
            return null;
        }

        var sign = start > at ? "-" : "";
        at = start + 1;
        return $"{sign}{literal.Text}";
    }
}
