using System.Collections.Immutable;
using System.Globalization;

namespace AgentCluster.Discovery.Relationships;

/// <summary>
/// Finds references that nobody declared, from what the profiles hold: inclusion dependencies of text columns in unique ones (Bauckmann,
/// Leser, Naumann: Efficiently Detecting Inclusion Dependencies, ICDE 2007), and whole numbers that are named after a key and lie in
/// its range. Look-ups by value and by name keep it linear in the number of columns.
/// </summary>
internal static class RelationshipInference
{
    private const double Containment = 0.95;
    private const int Probes = 3;

    // Without a name that helps, fewer values than these are contained in something by chance.
    private const int TellingValues = 10;

    /// <summary>The catalog with what was inferred behind what is declared.</summary>
    public static Catalog Extend(Catalog catalog)
    {
        var keys = catalog.Tables.Where(t => !t.IsView).SelectMany(t => t.Columns.Select(c => KeyColumn.Of(t, c))).OfType<KeyColumn>().ToList();
        var byText = keys.SelectMany(k => k.Texts.Select(v => (Value: v, Key: k))).ToLookup(p => p.Value, p => p.Key, StringComparer.Ordinal);
        var byName = keys.Where(IsNumericKey).ToLookup(k => k.CustomaryName, StringComparer.Ordinal);
        var declared = catalog.Relationships.SelectMany(r => r.FromColumns.Select(c => (r.FromTable, c))).ToHashSet();
        var inferred = catalog.Tables
            .Where(t => !t.IsView)
            .SelectMany(t => t.Columns.Where(c => !declared.Contains((t.Name, c.Name))).Select(c => Best(t, c, byText, byName)))
            .OfType<CatalogRelationship>()
            .ToList();
        return catalog with { Relationships = [.. catalog.Relationships, .. inferred.Where(r => !IsWeakerReverse(r, inferred))] };
    }

    private static bool IsNumericKey(KeyColumn key) => key.Column.Type is LogicalType.Integer && key.Table.PrimaryKey is [var only] && only == key.Column.Name;

    private static CatalogRelationship? Best(CatalogTable table, CatalogColumn column, ILookup<string, KeyColumn> byText, ILookup<string, KeyColumn> byName)
    {
        var candidates = column.Type switch
        {
            LogicalType.Text => TextCandidates(column, byText),
            LogicalType.Integer => NumberCandidates(column, byName),
            _ => [],
        };
        return candidates
            .Where(c => c.Key.Table != table)
            .OrderByDescending(c => c.Confidence).ThenBy(c => c.Key.Table.Name, StringComparer.Ordinal)
            .Select(c => Relationship(table, column, c))
            .FirstOrDefault();
    }

    private static IEnumerable<Candidate> TextCandidates(CatalogColumn column, ILookup<string, KeyColumn> byText)
    {
        var values = KeyColumn.TextsOf(column).ToList();
        foreach (var key in values.Take(Probes).SelectMany(v => byText[v]).Distinct())
        {
            var contained = values.Count(key.Texts.Contains) / (double)values.Count;
            var affinity = key.Affinity(column.Name);
            if (contained >= Containment && values.Count > 1 && (affinity > 0 || values.Count >= TellingValues))
            {
                var confidence = (0.5 * contained) + (0.4 * affinity) + (key.IsNamedAfterTable ? 0.05 : 0);
                yield return new(key, confidence, string.Create(CultureInfo.InvariantCulture, $"{contained:P0} of its {values.Count} values occur there"));
            }
        }
    }

    private static IEnumerable<Candidate> NumberCandidates(CatalogColumn column, ILookup<string, KeyColumn> byName)
    {
        if (column.Profile is not { Min: { } min, Max: { } max } || !long.TryParse(min, CultureInfo.InvariantCulture, out var first) || !long.TryParse(max, CultureInfo.InvariantCulture, out var last))
        {
            yield break;
        }

        var words = NameWords.Of(column.Name);
        for (var start = 0; start < words.Count; start++)
        {
            foreach (var key in byName[string.Concat(words.Skip(start))])
            {
                if (long.Parse(key.Column.Profile!.Min!, CultureInfo.InvariantCulture) <= first && long.Parse(key.Column.Profile.Max!, CultureInfo.InvariantCulture) >= last)
                {
                    yield return new(key, 0.5 + (0.4 * key.Affinity(column.Name)), $"named after {key.Table.Name}.{key.Column.Name} and within its range");
                }
            }
        }
    }

    private static CatalogRelationship Relationship(CatalogTable table, CatalogColumn column, Candidate candidate) => new()
    {
        FromTable = table.Name,
        FromColumns = [column.Name],
        ToTable = candidate.Key.Table.Name,
        ToColumns = [candidate.Key.Column.Name],
        Declared = false,
        Confidence = Math.Round(candidate.Confidence, 2),
        Evidence = candidate.Evidence,
    };

    // Two columns of the same values contain each other; the better named direction stays.
    private static bool IsWeakerReverse(CatalogRelationship relationship, List<CatalogRelationship> all) => all.Exists(other =>
        other.FromTable == relationship.ToTable && other.ToTable == relationship.FromTable
        && other.FromColumns[0] == relationship.ToColumns[0] && other.ToColumns[0] == relationship.FromColumns[0]
        && (other.Confidence > relationship.Confidence
            || (other.Confidence == relationship.Confidence && string.CompareOrdinal(other.FromTable, relationship.FromTable) < 0)));

    private sealed record Candidate(KeyColumn Key, double Confidence, string Evidence);
}
