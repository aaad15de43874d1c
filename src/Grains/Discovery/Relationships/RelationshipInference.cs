namespace AgentCluster.Discovery.Relationships;

/// <summary>
/// Finds references that nobody declared: inclusion dependencies (Bauckmann, Leser, Naumann: Efficiently Detecting Inclusion
/// Dependencies, ICDE 2007) between a column and a key that its name, its texts, or joins of statements point to. Each of the three is
/// a look-up, which keeps it linear in the number of columns.
/// </summary>
internal static class RelationshipInference
{
    // Without a name that helps, fewer or shorter values than these are contained in something by chance.
    private const int TellingValues = 10;
    private const double TellingLength = 4;

    /// <summary>The catalog with what was inferred behind what is declared.</summary>
    /// <param name="catalog">A catalog just read.</param>
    /// <param name="joins">What statements joined, or null when there are none.</param>
    public static Catalog Extend(Catalog catalog, JoinEvidence? joins = null)
    {
        joins ??= new();
        var keys = new KeyIndex(catalog);
        var declared = catalog.Relationships.SelectMany(r => r.FromColumns.Select(c => (r.FromTable, c))).ToHashSet();
        var inferred = catalog.Tables
            .Where(t => !t.IsView)
            .SelectMany(t => t.Columns.Where(c => !declared.Contains((t.Identifier, c.Name))).Select(c => Best(t, c, keys, joins)))
            .OfType<CatalogRelationship>()
            .ToList();
        return catalog with { Relationships = [.. catalog.Relationships, .. WithoutReverse(inferred)] };
    }

    private static CatalogRelationship? Best(CatalogTable table, CatalogColumn column, KeyIndex keys, JoinEvidence joins) =>
        Candidates(table, column, keys, joins)
            .Where(c => c.Key.Column != column)
            .OrderByDescending(c => c.Confidence).ThenBy(c => c.Key.Table.Identifier, StringComparer.Ordinal)
            .Select(c => Relationship(table, column, c))
            .FirstOrDefault();

    private static IEnumerable<Candidate> Candidates(CatalogTable table, CatalogColumn column, KeyIndex keys, JoinEvidence joins)
    {
        foreach (var (key, affinity, why) in keys.Named(table, ReferenceName.Of(column.Name)))
        {
            // Values that could not be compared need the name that custom gives to exactly this reference.
            if (Inclusion.Of(column, key) is { } included && (included.Values > 0 || column.Type is LogicalType.Integer || affinity >= 0.9))
            {
                yield return Weigh(key, (0.5 * included.Share) + (0.4 * affinity), $"{why} {key.Table.Identifier}.{key.Column.Name}, {included.Evidence}");
            }
        }

        foreach (var key in ByTexts(table, column, keys))
        {
            if (Inclusion.Of(column, key) is { Values: >= TellingValues } included)
            {
                yield return Weigh(key, 0.5 * included.Share, included.Evidence);
            }
        }

        foreach (var key in joins.Partners(table.Identifier, column.Name).Select(p => keys.Find(p.Table, p.Column)).OfType<KeyColumn>())
        {
            if (Inclusion.Of(column, key) is { } included)
            {
                yield return Weigh(key, 0.5 * included.Share, included.Evidence);
            }
        }

        Candidate Weigh(KeyColumn key, double confidence, string evidence)
        {
            var (weighed, words) = joins.Weigh(table, column, key, confidence + (key.IsNamedAfterTable ? 0.05 : 0), evidence);
            return new(key, weighed, words);
        }
    }

    private static IEnumerable<KeyColumn> ByTexts(CatalogTable table, CatalogColumn column, KeyIndex keys)
    {
        var values = KeyColumn.TextsOf(column).ToList();
        return values.Count < TellingValues || values.Average(v => v.Length) < TellingLength || KeyColumn.Of(table, column) is { IsLabel: true }
            ? []
            : keys.Holding(values).Where(k => k.IsLabel && k.Table != table);
    }

    private static CatalogRelationship Relationship(CatalogTable table, CatalogColumn column, Candidate candidate) => new()
    {
        FromTable = table.Identifier,
        FromColumns = [column.Name],
        ToTable = candidate.Key.Table.Identifier,
        ToColumns = [candidate.Key.Column.Name],
        Declared = false,
        Confidence = Math.Round(candidate.Confidence, 2),
        Evidence = candidate.Evidence,
    };

    // Two columns of the same values contain each other; the better named direction stays.
    private static IEnumerable<CatalogRelationship> WithoutReverse(List<CatalogRelationship> all)
    {
        var byEnds = all.ToLookup(r => (r.FromTable, r.FromColumns[0], r.ToTable, r.ToColumns[0]));
        return all.Where(r => byEnds[(r.ToTable, r.ToColumns[0], r.FromTable, r.FromColumns[0])].All(other =>
            r.Confidence > other.Confidence
            || (r.Confidence == other.Confidence && string.CompareOrdinal(r.FromTable, other.FromTable) < 0)));
    }

    private sealed record Candidate(KeyColumn Key, double Confidence, string Evidence);
}
