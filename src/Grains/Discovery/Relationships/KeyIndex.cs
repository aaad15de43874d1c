namespace AgentCluster.Discovery.Relationships;

/// <summary>The keys of a catalog by everything that leads from a column to them: a look-up each, whatever the number of tables.</summary>
internal sealed class KeyIndex
{
    // What more keys than these share tells nothing, and would make the work grow with the square of the tables.
    private const int MostAlike = 64;
    private const int Probes = 3;

    private readonly ILookup<string, KeyColumn> _byCustomaryName;
    private readonly ILookup<string, KeyColumn> _byTellingName;
    private readonly ILookup<string, KeyColumn> _byTable;
    private readonly ILookup<string, KeyColumn> _byTableTail;
    private readonly ILookup<string, KeyColumn> _byText;
    private readonly ILookup<string, KeyColumn> _byDeclaredColumn;
    private readonly ILookup<string, KeyColumn> _byOwner;
    private readonly List<KeyColumn> _people;

    public KeyIndex(Catalog catalog)
    {
        var keys = catalog.Tables.Where(t => !t.IsView).SelectMany(t => t.Columns.Select(c => KeyColumn.Of(t, c))).OfType<KeyColumn>().ToList();
        _byCustomaryName = keys.ToLookup(k => k.CustomaryName, StringComparer.Ordinal);
        _byTellingName = keys.Where(k => k.TellingName is not null).ToLookup(k => k.TellingName!, StringComparer.Ordinal);
        _byTable = keys.ToLookup(k => string.Concat(k.TableWords), StringComparer.Ordinal);
        _byTableTail = keys.Where(k => k.TableWords.Count > 1 && k.IsPrimary).ToLookup(k => k.TableWords[^1], StringComparer.Ordinal);
        _byText = keys.SelectMany(k => k.Texts.Select(v => (Value: v, Key: k))).ToLookup(p => p.Value, p => p.Key, StringComparer.Ordinal);
        _byOwner = keys.ToLookup(k => k.Table.Identifier, StringComparer.Ordinal);
        _byDeclaredColumn = catalog.Relationships
            .Where(r => r is { Declared: true, FromColumns.Length: 1 })
            .Select(r => (Name: NameWords.Joined(r.FromColumns[0]), Key: Find(r.ToTable, r.ToColumns[0])))
            .Where(p => p.Key is not null)
            .Distinct()
            .ToLookup(p => p.Name, p => p.Key!, StringComparer.Ordinal);
        _people = [.. keys.Where(k => k.IsPrimary).Select(k => (Key: k, Rank: PersonRoles.Rank(k.Table))).Where(p => p.Rank is not null).OrderBy(p => p.Rank).Select(p => p.Key)];
    }

    /// <summary>The key of that name, or null when the column is none.</summary>
    public KeyColumn? Find(string table, string column) => _byOwner[table].FirstOrDefault(k => k.Column.Name == column);

    /// <summary>Keys that hold the rarest of the texts.</summary>
    public IEnumerable<KeyColumn> Holding(IEnumerable<string> texts) =>
        texts.Select(text => _byText[text]).Where(held => held.Any()).OrderBy(held => held.Count()).Take(Probes).SelectMany(Few).Distinct();

    /// <summary>Keys that the name of a column may mean, with how much it says so, 0 to 1, and why.</summary>
    public IEnumerable<(KeyColumn Key, double Affinity, string Why)> Named(CatalogTable table, ReferenceName name)
    {
        for (var start = 0; start < name.Words.Count; start++)
        {
            // A column called after its own table alone is another number of the row, no reference; with a role it leads to another row.
            foreach (var key in Few(_byCustomaryName[Tail(name.Words, start)]).Where(k => start > 0 || k.Table != table))
            {
                yield return (key, start == 0 ? 1 : 0.9, "named after");
            }
        }

        foreach (var key in Few(_byTellingName[Tail(name.Words, 0)]).Where(k => k.Table != table))
        {
            yield return (key, 0.6, "called as");
        }

        if (name.HasKeyWord || !name.IsPlural)
        {
            for (var start = 0; start < name.Stem.Count; start++)
            {
                foreach (var key in Few(_byTable[Tail(name.Stem, start)]).Where(k => k.Table != table))
                {
                    yield return (key, (name.HasKeyWord ? 0.85 : 0.8) - (start == 0 ? 0 : 0.1), "called as the table of");
                }
            }
        }

        foreach (var item in Others(table, name))
        {
            yield return item;
        }
    }

    private IEnumerable<(KeyColumn Key, double Affinity, string Why)> Others(CatalogTable table, ReferenceName name)
    {
        foreach (var key in Few(_byDeclaredColumn[Tail(name.Words, 0)]).Where(_ => name.HasKeyWord || name.Words.Count > 1))
        {
            yield return (key, 0.75, "elsewhere a declared reference to");
        }

        foreach (var key in _byOwner[table.Identifier].Where(k => k.IsPrimary && name.IsParentIn(k.TableWords)))
        {
            yield return (key, 0.8, "an earlier or higher row of");
        }

        if (name.HasKeyWord && name.Stem is [.., var last] && Few(_byTableTail[last]).Where(k => k.Table != table).ToList() is { Count: > 0 } tails)
        {
            // "category" may be short for any table of categories; the one that shares a word with the column's table is its own.
            var words = NameWords.Of(table.Name);
            var own = tails.FindAll(k => k.TableWords.Exists(w => w != last && words.Contains(w)));
            if ((own.Count > 0 ? own : tails) is [var key])
            {
                yield return (key, 0.55, "short for");
            }
        }

        if (name.IsPersonRole && _people.Count > 0)
        {
            yield return (_people[0], 0.65, "the role of a person of");
        }
    }

    private static IEnumerable<KeyColumn> Few(IEnumerable<KeyColumn> alike) => alike.Count() <= MostAlike ? alike : [];

    private static string Tail(List<string> words, int start) => string.Concat(words.Skip(start));
}
