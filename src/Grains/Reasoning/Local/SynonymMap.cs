using System.Globalization;
using System.Text.RegularExpressions;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Learned words for things of the catalog, out of recalled memories. A synonym memory has the askers' word as its subject
/// and as content a table, a <c>table.column</c>, a condition <c>table.column = 'value'</c>, <c>table.column &gt; 10</c> or
/// <c>table.column = true</c>, or <see cref="Nothing"/>.
/// </summary>
internal sealed partial class SynonymMap
{
    /// <summary>What a word stands for that carries no meaning of its own in this business.</summary>
    public const string Nothing = "(nothing)";

    private readonly Dictionary<string, List<MemoryItem>> _words = new(StringComparer.Ordinal);

    public SynonymMap(IEnumerable<RecalledMemory> memories)
    {
        foreach (var memory in memories)
        {
            if (memory.Item is not { Kind: MemoryKinds.Synonym, Status: MemoryStatus.Active, Subject: { Length: > 0 } subject } item
                || item.Refutations > item.Confirmations)
            {
                continue;
            }

            var key = string.Join(' ', Tokenizer.Identifier(subject).Select(token => token.Stem));
            if (!_words.TryGetValue(key, out var items))
                _words[key] = items = [];
            items.Add(item);
        }
    }

    public IEnumerable<Mention> Find(string stems, CatalogLexicon lexicon)
    {
        if (_words.Count == 0 || !_words.TryGetValue(stems, out var items))
            yield break;
        foreach (var item in items)
        {
            if (Resolve(item.Content, lexicon) is { } mention)
                yield return mention with { MemoryId = item.Id };
        }
    }

    private static Mention? Resolve(string content, CatalogLexicon lexicon)
    {
        var text = content.Trim().Replace("\"", "", StringComparison.Ordinal);
        if (text == Nothing)
            return new CueMention(new(CueKind.Stop));
        if (Condition().Match(text) is { Success: true } condition)
        {
            return Column(condition.Groups["column"].Value, lexicon) is not { } compared ? null
                : compared.Role == ColumnRole.Flag ? new FlagMention(compared, condition.Groups["value"].Value is "1" or "true", 0.99)
                : decimal.TryParse(condition.Groups["value"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                    ? new ConditionMention(compared, condition.Groups["operator"].Value, number)
                    : condition.Groups["operator"].Value == "=" ? new ValueMention(compared, condition.Groups["value"].Value.Trim('\''), 0.99, "learned") : null;
        }

        if (lexicon.Catalog.Table(text) is { } table)
            return new TableMention(table, 0.99, "learned");
        return Column(text, lexicon) is { } named ? new ColumnMention(named, 0.99, "learned") : null;
    }

    private static ColumnRef? Column(string name, CatalogLexicon lexicon)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0)
            return null;
        return lexicon.Catalog.Table(name[..dot]) is { } table ? lexicon.Column(table, name[(dot + 1)..]) : null;
    }

    [GeneratedRegex(@"^(?<column>[^<>=!]+?)\s*(?<operator><=|>=|<>|=|<|>)\s*(?<value>.+)$")]
    private static partial Regex Condition();
}
