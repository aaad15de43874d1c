using System.Collections.Immutable;

namespace AgentCluster.Discovery;

/// <summary>What differs in structure between two catalogs of one source.</summary>
internal static class CatalogDiff
{
    private const string Added = Difference.Added;
    private const string Removed = Difference.Removed;
    private const string Changed = Difference.Changed;

    /// <param name="previous">The catalog before, or null in the first run, when nothing counts as changed.</param>
    /// <param name="current">The catalog now; its time dates the changes.</param>
    public static ImmutableArray<CatalogChange> Between(Catalog? previous, Catalog current)
    {
        if (previous is null || previous.Fingerprint == current.Fingerprint)
        {
            return [];
        }

        var before = previous.Tables.ToDictionary(CatalogNames.Of, StringComparer.Ordinal);
        var now = current.Tables.ToDictionary(CatalogNames.Of, StringComparer.Ordinal);
        var changes = before.Where(t => !now.ContainsKey(t.Key)).Select(t => Whole(t.Value, Removed))
            .Concat(now.Where(t => !before.ContainsKey(t.Key)).Select(t => Whole(t.Value, Added)))
            .Concat(now.Where(t => before.ContainsKey(t.Key)).SelectMany(t => Inside(before[t.Key], t.Value)))
            .Concat(Relationships(previous, current))
            .Concat(CatalogObjectDiff.Between(previous, current));
        return [.. changes.Select(c => new CatalogChange { At = current.DiscoveredAt, Object = c.Object, Kind = c.Kind, Detail = c.Detail })];
    }

    /// <summary>
    /// What memories rest on and is not as it was: fingerprints now, or null for what is gone, by <c>source:schema.table</c>,
    /// <c>source:schema.table.column</c> and <c>source:schema.function(argument types)</c>.
    /// </summary>
    public static ImmutableDictionary<string, string?> Drift(Catalog? previous, Catalog current)
    {
        if (previous is null)
        {
            return ImmutableDictionary<string, string?>.Empty;
        }

        var now = Fingerprints(current);
        return Fingerprints(previous)
            .Where(o => now.GetValueOrDefault(o.Key) != o.Value)
            .ToImmutableDictionary(o => o.Key, o => now.GetValueOrDefault(o.Key));
    }

    private static Dictionary<string, string> Fingerprints(Catalog catalog)
    {
        var fingerprints = catalog.Functions.ToDictionary(f => CatalogNames.Dependency(catalog.Source, f), f => f.Fingerprint, StringComparer.Ordinal);
        foreach (var table in catalog.Tables)
        {
            fingerprints[CatalogNames.Dependency(catalog.Source, table)] = table.Fingerprint;
            foreach (var column in table.Columns)
            {
                fingerprints[CatalogNames.Dependency(catalog.Source, table, column)] = CatalogFingerprints.OfColumn(table, column);
            }
        }

        return fingerprints;
    }

    private static Difference Whole(CatalogTable table, string kind) =>
        new(CatalogNames.Of(table), kind, $"{Word(table)} with {table.Columns.Length} columns {kind}");

    private static string Word(CatalogTable table) => table.Kind switch
    {
        CatalogTableKind.View => "view",
        CatalogTableKind.MaterializedView => "materialized view",
        CatalogTableKind.ForeignTable => "foreign table",
        CatalogTableKind.PartitionedTable => "partitioned table",
        _ => "table",
    };

    private static IEnumerable<Difference> Inside(CatalogTable before, CatalogTable now)
    {
        var name = CatalogNames.Of(now);
        return Columns(before, now)
            .Concat(Part(name, before.Kind != now.Kind, $"{Word(before)} became a {Word(now)}"))
            .Concat(Part(name, !before.PrimaryKey.SequenceEqual(now.PrimaryKey), $"primary key ({string.Join(", ", before.PrimaryKey)}) became ({string.Join(", ", now.PrimaryKey)})"))
            .Concat(Part(name, before.PartitionKey != now.PartitionKey, $"partition key {before.PartitionKey} became {now.PartitionKey}"))
            .Concat(Part(name, before.RowSecurity != now.RowSecurity, $"row security {(now.RowSecurity ? "enabled" : "disabled")}"))
            .Concat(Part(name, now.IsView && before.IsView && before.Definition != now.Definition, "view definition changed"))
            .Concat(Named(name, "index", before.Indexes.ToDictionary(i => i.Name, Describe), now.Indexes.ToDictionary(i => i.Name, Describe)))
            .Concat(Named(name, "check", before.Checks.ToDictionary(c => c.Name, c => c.Expression), now.Checks.ToDictionary(c => c.Name, c => c.Expression)))
            .Concat(Named(name, "trigger", before.Triggers.ToDictionary(t => t.Name, t => t.Definition), now.Triggers.ToDictionary(t => t.Name, t => t.Definition)))
            .Concat(Named(name, "policy", before.Policies.ToDictionary(p => p.Name, Describe), now.Policies.ToDictionary(p => p.Name, Describe)))
            .Concat(Named(name, "grant to", before.Grants.ToDictionary(g => g.Grantee, Describe), now.Grants.ToDictionary(g => g.Grantee, Describe)));
    }

    private static IEnumerable<Difference> Part(string name, bool differs, string detail) => differs ? [new(name, Changed, detail)] : [];

    private static IEnumerable<Difference> Columns(CatalogTable before, CatalogTable now)
    {
        foreach (var gone in before.Columns.Where(c => now.Column(c.Name) is null))
        {
            yield return new(CatalogNames.Of(before, gone), Removed, $"column {gone.DeclaredType} removed");
        }

        foreach (var column in now.Columns)
        {
            if (before.Column(column.Name) is not { } old)
            {
                yield return new(CatalogNames.Of(now, column), Added, $"column {column.DeclaredType} added");
            }
            else if (Describe(old) != Describe(column))
            {
                yield return new(CatalogNames.Of(now, column), Changed, $"{Describe(old)} became {Describe(column)}");
            }
        }
    }

    private static string Describe(CatalogColumn column) =>
        $"{column.Name} {column.DeclaredType}{(column.Nullable ? "" : " not null")}{(column.Default is null ? "" : $" default {column.Default}")}{(column.Generated ? " generated" : "")}{(column.Identity is null ? "" : $" generated {column.Identity} as identity")}";

    private static string Describe(CatalogIndex index) =>
        $"({string.Join(", ", index.Columns)}){(index.Unique ? " unique" : "")}{(index.Partial ? " partial" : "")}";

    private static string Describe(CatalogPolicy policy) =>
        $"{policy.Command} {policy.Permissive} ({string.Join(", ", policy.Roles)}) using {policy.Using} check {policy.WithCheck}";

    private static string Describe(CatalogGrant grant) => string.Join(", ", grant.Privileges);

    private static IEnumerable<Difference> Named(string table, string word, Dictionary<string, string> before, Dictionary<string, string> now) =>
        before.Keys.Where(n => !now.ContainsKey(n)).Select(n => new Difference(table, Changed, $"{word} {n} removed"))
            .Concat(now.Keys.Where(n => !before.ContainsKey(n)).Select(n => new Difference(table, Changed, $"{word} {n} added")))
            .Concat(now.Keys.Where(n => before.TryGetValue(n, out var old) && old != now[n]).Select(n => new Difference(table, Changed, $"{word} {n} changed")));

    private static IEnumerable<Difference> Relationships(Catalog previous, Catalog current)
    {
        var before = Declared(previous);
        var now = Declared(current);
        return before.Where(r => !now.ContainsKey(r.Key)).Select(r => new Difference(TableOf(previous, r.Value), Changed, $"relationship {r.Key} removed"))
            .Concat(now.Where(r => !before.ContainsKey(r.Key)).Select(r => new Difference(TableOf(current, r.Value), Changed, $"relationship {r.Key} added")));
    }

    private static Dictionary<string, string> Declared(Catalog catalog) => catalog.Relationships
        .Where(r => r.Declared)
        .DistinctBy(Describe)
        .ToDictionary(Describe, r => r.FromTable);

    private static string Describe(CatalogRelationship relationship) => $"{CatalogNames.Of(relationship)} on delete {relationship.OnDelete}";

    private static string TableOf(Catalog catalog, string name) => catalog.Table(name) is { } table ? CatalogNames.Of(table) : name;
}
