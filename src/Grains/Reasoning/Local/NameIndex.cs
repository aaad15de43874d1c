using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>Finds tables and columns by the words of a phrase: the whole name, or the name without what goes without saying.</summary>
internal sealed class NameIndex
{
    // A bare name means the table that statements find by it.
    private const double Shadowed = 0.95;

    private readonly Dictionary<string, List<Mention>> _phrases = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<Mention>> _names = new(StringComparer.Ordinal);

    public NameIndex(ImmutableArray<TableEntry> tables, JoinGraph joins)
    {
        var bare = tables.Where(table => !table.Table.NeedsSchema).Select(table => table.Table.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var table in tables)
            AddTable(table, table.Table.NeedsSchema && bare.Contains(table.Table.Name) ? Shadowed : 1);
        foreach (var table in tables)
        {
            foreach (var column in table.Columns)
                AddColumn(table, column);
            foreach (var hop in joins.From(table.Table).Where(hop => hop.ToOne && hop.FromColumns.Length == 1 && hop.To != table.Table))
                AddReference(table, hop);
        }
    }

    /// <summary>Every name once, as words, with what it names, for comparison by meaning.</summary>
    public IReadOnlyDictionary<string, List<Mention>> Names => _names;

    public IReadOnlyList<Mention> Find(string stems) => _phrases.TryGetValue(stems, out var found) ? found : [];

    private void AddTable(TableEntry table, double score)
    {
        if (table.Words.Length == 0)
            return;
        Put(table.Words, new TableMention(table.Table, score, "name"));
        Put(_names, Words(table.Words), new TableMention(table.Table, score, "meaning"));
        if (table.Table.NeedsSchema)
            Put([.. Tokenizer.Identifier(table.Table.Schema), .. table.Words], new TableMention(table.Table, 1, "name"));
        if (table.Words.Length == 1)
            return;
        // The last word names what a row is ("order_items" holds items); the first what it is about.
        Put([table.Words[^1]], new TableMention(table.Table, 0.8 * score, "name"));
        Put([table.Words[0]], new TableMention(table.Table, 0.62 * score, "name"));
    }

    private void AddColumn(TableEntry table, ColumnEntry column)
    {
        var words = column.Words;
        if (words.Length == 0)
            return;
        // A flag called by the bare word is what the thing is: "vegetarian dishes".
        var isBare = column.Ref.Role == ColumnRole.Flag && words[0].Lower is not ("is" or "has");
        Put(words, isBare ? new FlagMention(column.Ref, true, 0.98) : new ColumnMention(column.Ref, 0.98, "name"));
        if (column.Ref.Role != ColumnRole.Key)
            Put(_names, Words(words), new ColumnMention(column.Ref, 1, "meaning"));
        var own = words.Where(word => table.Words.All(other => other.Stem != word.Stem)).ToImmutableArray();
        if (own.Length > 0 && own.Length < words.Length)
            Put(own, new ColumnMention(column.Ref, 0.95, "name"));
        if (words.Length == own.Length && table.Words.Length > 0)
            Put([table.Words[^1], .. words], new ColumnMention(column.Ref, 1, "name"));
        if (own.Length > 1 && column.Ref.Role is not (ColumnRole.Key or ColumnRole.Flag))
            AddParts(column, own);
        // A moment that may be missing says whether the thing happened: "cancelled" of cancelled_at.
        if (column.Ref is { Role: ColumnRole.Date, Column.Nullable: true } && words is [.., { Lower: "at" or "on" }] && words.Length > 1)
            Put([.. words.SkipLast(1)], new FlagMention(column.Ref, true, 0.96));
        if (column.Ref.Role == ColumnRole.Flag && words.Length > 1 && words[0].Lower is "is" or "has")
            Put([.. words.Skip(1)], new FlagMention(column.Ref, true, 0.97));
    }

    // A reference is a name of what it leads to: account_manager_id makes a user an account manager.
    private void AddReference(TableEntry table, JoinHop hop)
    {
        var column = table.Columns.FirstOrDefault(column => column.Ref.Column.Name == hop.FromColumns[0]);
        if (column is not { Ref.Role: ColumnRole.Key } || column.Words is not [.. var words, { Lower: "id" or "code" or "key" }] || words.IsEmpty)
            return;
        var mention = new TableMention(hop.To, 0.86, "name") { Via = hop };
        Put(words, mention);
        if (words.Length > 1)
            Put([words[^1]], mention with { Score = 0.7 });
        // Who directs is a director: the verb names the reference too.
        if (words[^1].Lower is [.. { Length: > 3 } verb, 'e' or 'o', 'r'])
            Put(Tokenizer.Identifier(verb), mention with { Score = 0.8 });
    }

    private void AddParts(ColumnEntry column, ImmutableArray<Token> own)
    {
        foreach (var word in own)
        {
            if (word.Lower is not ("id" or "is" or "at" or "on" or "has" or "of" or "in" or "by"))
                Put([word], new ColumnMention(column.Ref, (own[^1] == word ? 0.74 : 0.7) + (own[0].Lower == "total" ? 0.03 : 0), "name"));
        }
    }

    private void Put(ImmutableArray<Token> words, Mention mention) => Put(_phrases, string.Join(' ', words.Select(word => word.Stem)), mention);

    private static void Put(Dictionary<string, List<Mention>> index, string key, Mention mention)
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        list.Add(mention);
    }

    private static string Words(ImmutableArray<Token> words) => string.Join(' ', words.Select(word => word.Lower));
}
