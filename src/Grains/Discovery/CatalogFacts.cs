using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AgentCluster.Discovery.Patterns;
using AgentCluster.Memory;

namespace AgentCluster.Discovery;

/// <summary>
/// What is worth remembering of a catalog. A fact's unique key names its object, so that a later run merges what stayed and supersedes
/// what changed; no count that moves with every row stands where it would make a fact new each time.
/// </summary>
internal static class CatalogFacts
{
    private const int LongestContent = 8_000;
    private const int MostRanges = 100;
    private const string Provenance = "discovery";

    /// <summary>Every fact, or those that are not also facts of an earlier catalog.</summary>
    /// <param name="earlier">A catalog whose facts were all stored, or null.</param>
    /// <param name="catalog">The catalog now.</param>
    public static ImmutableArray<MemoryDraft> Since(Catalog? earlier, Catalog catalog)
    {
        var known = earlier is null ? [] : Of(earlier).Select(Form).ToHashSet();
        return earlier is null ? Of(catalog) : [.. Of(catalog).Where(fact => !known.Contains(Form(fact)))];
    }

    /// <summary>Every fact.</summary>
    public static ImmutableArray<MemoryDraft> Of(Catalog catalog)
    {
        var drafts = ImmutableArray.CreateBuilder<MemoryDraft>();
        var references = catalog.Relationships.ToLookup(r => r.FromTable, StringComparer.Ordinal);
        var names = new TableNames(catalog);
        foreach (var table in catalog.Tables)
        {
            drafts.Add(Structure(catalog, table, references[table.Identifier]));
            drafts.AddRange(ValueSets(catalog, table, references[table.Identifier]));
            if (Pattern(catalog, table, references[table.Identifier]) is { } pattern)
            {
                drafts.Add(pattern);
            }

            drafts.AddRange(Recent(catalog, table));
            if (Comments(catalog, table) is { } comments)
            {
                drafts.Add(comments);
            }
        }

        drafts.AddRange(catalog.Relationships.DistinctBy(CatalogNames.Of).Select(r => Relationship(catalog, names, r)).OfType<MemoryDraft>());
        drafts.AddRange(catalog.Functions.Select(f => Function(catalog, f)));
        return drafts.ToImmutable();
    }

    // Everything but when it was seen.
    private static string Form(MemoryDraft fact) =>
        string.Create(CultureInfo.InvariantCulture, $"{fact.Kind}\n{fact.UniqueKey}\n{fact.Subject}\n{fact.Content}\n{fact.Trust}\n{fact.Confidence}\n{string.Join('\n', fact.DependsOn.Select(on => $"{on.Object} {on.Fingerprint}"))}");

    private static MemoryDraft Structure(Catalog catalog, CatalogTable table, IEnumerable<CatalogRelationship> references)
    {
        var single = references.Where(r => r.Declared && r.FromColumns.Length == 1)
            .GroupBy(r => r.FromColumns[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        var columns = table.Columns.Select(c => Describe(c, table, single.GetValueOrDefault(c.Name)));
        return Draft(catalog, MemoryKinds.SchemaFact, table.Identifier, $"{(table.IsView ? "View" : "Table")} {table.Identifier} has columns {string.Join(", ", columns)}.") with
        {
            UniqueKey = CatalogNames.Of(table),
            Importance = table.IsView ? 0.5 : 0.6,
            DependsOn = [OnTable(catalog, table)],
        };
    }

    private static string Describe(CatalogColumn column, CatalogTable table, CatalogRelationship? reference)
    {
        var text = new StringBuilder(column.Name);
        if (column.Type is not LogicalType.Unknown)
        {
            text.Append(' ').Append(column.Type.ToString().ToLowerInvariant());
        }

        text.Append(table.PrimaryKey.Contains(column.Name) ? " primary key" : "");
        text.Append(reference is null ? "" : $" references {reference.ToTable}.{reference.ToColumns[0]}");
        return text.ToString();
    }

    private static MemoryDraft? Relationship(Catalog catalog, TableNames names, CatalogRelationship relationship)
    {
        if (names.Find(relationship.FromTable) is not { } from || names.Find(relationship.ToTable) is not { } to)
        {
            return null;
        }

        var pairs = relationship.FromColumns.Zip(relationship.ToColumns, (a, b) => $"{from.Identifier}.{a} = {to.Identifier}.{b}");
        var content = relationship.Declared
            ? $"{from.Identifier} belongs to {to.Identifier}: join on {string.Join(" and ", pairs)}."
            : $"{from.Identifier} seems to belong to {to.Identifier}: join on {string.Join(" and ", pairs)} ({relationship.Evidence}).";
        return Draft(catalog, MemoryKinds.Relationship, $"{from.Identifier} {to.Identifier}", content) with
        {
            UniqueKey = CatalogNames.Of(relationship),
            Confidence = relationship.Confidence,
            Importance = 0.6,
            DependsOn = [.. OnColumns(catalog, from, relationship.FromColumns), .. OnColumns(catalog, to, relationship.ToColumns)],
        };
    }

    // The values are what somebody once typed into the database: data, whatever they say.
    private static IEnumerable<MemoryDraft> ValueSets(Catalog catalog, CatalogTable table, IEnumerable<CatalogRelationship> references)
    {
        var keys = KeyColumns(table, references);
        return table.Columns
            .Where(c => c.Type is LogicalType.Text && c.Profile is { Values.Length: > 0 } && !keys.Contains(c.Name))
            .Select(c => Draft(
                catalog,
                MemoryKinds.ValueSet,
                $"{table.Identifier}.{c.Name}",
                $"Values of {table.Identifier}.{c.Name}: {string.Join(", ", c.Profile!.Values.Select(v => $"'{v.Value}'").Order(StringComparer.Ordinal))}.") with
            {
                UniqueKey = CatalogNames.Of(table, c),
                Trust = MemoryTrust.Untrusted,
                DependsOn = [OnColumn(catalog, table, c)],
            });
    }

    // Numbers and years only, which cannot say anything to a model.
    private static MemoryDraft? Pattern(Catalog catalog, CatalogTable table, IEnumerable<CatalogRelationship> references)
    {
        if (table.RowCount is not { } rows)
        {
            return null;
        }

        var keys = KeyColumns(table, references);
        var ranged = table.Columns.Where(c => c.Profile is { Min: not null } && !keys.Contains(c.Name)).Take(MostRanges).ToList();
        var ranges = ranged.Select(c => $"; {c.Name} from {Magnitude.Bound(c.Profile!.Min!, isUpper: false)} to {Magnitude.Bound(c.Profile.Max!, isUpper: true)}");
        return Draft(catalog, MemoryKinds.DataPattern, table.Identifier, $"Table {table.Identifier} has {Magnitude.Rows(rows)}{string.Concat(ranges)}.") with
        {
            UniqueKey = CatalogNames.Of(table),
            Importance = 0.3,
            DependsOn = ranged.Count == 0 ? [OnTable(catalog, table)] : [.. ranged.Select(c => OnColumn(catalog, table, c))],
        };
    }

    private static IEnumerable<MemoryDraft> Recent(Catalog catalog, CatalogTable table)
    {
        if (table.Recent is not { } recent || table.Column(recent.Column) is not { } time)
        {
            yield break;
        }

        yield return Draft(catalog, MemoryKinds.DataPattern, table.Identifier, RecentPatterns.Usual(table.Identifier, recent)) with
        {
            UniqueKey = $"{CatalogNames.Of(table, time)} arrivals",
            Importance = 0.3,
            DependsOn = [OnColumn(catalog, table, time)],
        };
        foreach (var news in recent.NewValues.GroupBy(value => value.Column))
        {
            var column = table.Column(news.Key)!;
            yield return Draft(catalog, MemoryKinds.DataPattern, $"{table.Identifier}.{column.Name}", RecentPatterns.News(table.Identifier, news)) with
            {
                UniqueKey = $"{CatalogNames.Of(table, column)} news",
                Trust = MemoryTrust.Untrusted,
                Importance = 0.3,
                DependsOn = [OnColumn(catalog, table, time), OnColumn(catalog, table, column)],
            };
        }
    }

    // What people wrote into the database about it: data, whatever it says.
    private static MemoryDraft? Comments(Catalog catalog, CatalogTable table)
    {
        var comments = table.Columns.Where(c => c.Comment is not null).Select(c => $"{c.Name}: '{c.Comment}'").ToList();
        if (table.Comment is not null)
        {
            comments.Insert(0, $"'{table.Comment}'");
        }

        return comments.Count == 0 ? null : Draft(catalog, MemoryKinds.SchemaFact, table.Identifier, $"Comments on {table.Identifier}: {string.Join("; ", comments)}.") with
        {
            UniqueKey = $"{CatalogNames.Of(table)} comments",
            Trust = MemoryTrust.Untrusted,
            DependsOn = [OnTable(catalog, table)],
        };
    }

    // Types only: the default of an argument is whatever somebody wrote there.
    private static MemoryDraft Function(Catalog catalog, CatalogFunction function)
    {
        var result = function.Result.Length == 0 ? "" : $" gives {function.Result}";
        return Draft(
            catalog,
            MemoryKinds.SchemaFact,
            $"{function.Schema}.{function.Name}",
            $"The {function.Kind} {CatalogNames.Of(function)}{result}; {function.Volatility}, in {function.Language}.") with
        {
            UniqueKey = CatalogNames.Of(function),
            DependsOn = [new MemoryDependency { Object = CatalogNames.Dependency(catalog.Source, function), Fingerprint = function.Fingerprint }],
        };
    }

    private static HashSet<string> KeyColumns(CatalogTable table, IEnumerable<CatalogRelationship> references) =>
        references.Where(r => r.Declared).SelectMany(r => r.FromColumns).Concat(table.PrimaryKey).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static MemoryDraft Draft(Catalog catalog, string kind, string subject, string content) => new()
    {
        Source = catalog.Source,
        Kind = kind,
        Subject = subject,
        Content = Cut(content),
        Trust = MemoryTrust.System,
        Confidence = 1,
        OccurredAt = catalog.DiscoveredAt,
        Provenance = Provenance,
    };

    // Not between the halves of a surrogate pair.
    private static string Cut(string content) => content.Length <= LongestContent
        ? content
        : $"{content.AsSpan(0, char.IsHighSurrogate(content[LongestContent - 1]) ? LongestContent - 1 : LongestContent)}...";

    private static MemoryDependency OnTable(Catalog catalog, CatalogTable table) =>
        new() { Object = CatalogNames.Dependency(catalog.Source, table), Fingerprint = table.Fingerprint };

    private static MemoryDependency OnColumn(Catalog catalog, CatalogTable table, CatalogColumn column) =>
        new() { Object = CatalogNames.Dependency(catalog.Source, table, column), Fingerprint = CatalogFingerprints.OfColumn(table, column) };

    private static IEnumerable<MemoryDependency> OnColumns(Catalog catalog, CatalogTable table, ImmutableArray<string> names) =>
        names.Select(table.Column).OfType<CatalogColumn>().Select(c => OnColumn(catalog, table, c));
}
