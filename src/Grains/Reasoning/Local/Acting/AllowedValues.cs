using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>The values that a column may hold, as declared or as discovery found them.</summary>
/// <param name="Values">The values.</param>
/// <param name="IsDeclared">Whether the source itself allows no other.</param>
internal sealed partial record AllowedValues(ImmutableArray<string> Values, bool IsDeclared)
{
    // A column of text with more different values than this is not a set of states.
    private const int MostStates = 20;

    private const int LongestState = 30;

    /// <summary>The values, or null when any will do.</summary>
    public static AllowedValues? Of(CatalogLexicon lexicon, ColumnRef column)
    {
        var type = column.Column.BaseType ?? column.Column.DeclaredType;
        if (lexicon.Catalog.Enums.FirstOrDefault(named => type == named.Name || type == $"{named.Schema}.{named.Name}") is { } declared)
            return new(declared.Labels, true);
        foreach (var check in column.Table.Checks)
        {
            if (Listed().Match(check.Expression) is { Success: true } listed && listed.Groups["column"].Value.Equals(column.Column.Name, StringComparison.OrdinalIgnoreCase))
                return new([.. Text().Matches(listed.Groups["values"].Value).Select(text => text.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal))], true);
        }

        return column is { Role: ColumnRole.Category, Column.Profile: { Values: { Length: > 0 } values } profile } && profile.Distinct == values.Length && values.Length <= MostStates && !lexicon[column.Table].Label.Contains(column) && values.All(value => IsState(value.Value))
            ? new([.. values.Select(value => value.Value)], false)
            : null;
    }

    /// <summary>The value that the words say, or null.</summary>
    public string? Find(string words)
    {
        var plain = Plain(words);
        return Values.FirstOrDefault(value => value == words)
            ?? Values.FirstOrDefault(value => Plain(value) == plain)
            ?? (Values.Where(value => WordForms.IsOfOneRoot(plain, Plain(value))).ToList() is [var only] ? only : null);
    }

    // Sentences are no states.
    private static bool IsState(string text) => text.Length is > 0 and <= LongestState && !char.IsPunctuation(text[^1]);

    private static string Plain(string text) => text.Trim().ToLowerInvariant().Replace('_', ' ').Replace('-', ' ');

    // status IN ('a', 'b'), and as PostgreSQL writes it: (status = ANY (ARRAY['a'::text, 'b'::text])).
    [GeneratedRegex("""^[\s(]*"?(?<column>\w+)"?\)?(?:::\w+)?\s*(?:IN\s*\(|=\s*ANY\s*\(+\s*ARRAY\s*\[)(?<values>\s*'(?:[^']|'')*'(?:::[\w ]+)?(?:\s*,\s*'(?:[^']|'')*'(?:::[\w ]+)?)*)[\s\])]*(?:::[\w\[\]]+)?[\s)]*$""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Listed();

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex Text();
}
