using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentCluster.Discovery;

/// <summary>
/// SHA-256 over a canonical form of structure, the first 16 hexadecimal characters. Every field is length-prefixed, so that no two
/// structures have the same form.
/// </summary>
internal static class CatalogFingerprints
{
    /// <summary>The catalog with the fingerprints of its tables, its own, and its version filled in.</summary>
    /// <param name="catalog">A catalog just read.</param>
    public static Catalog Stamp(Catalog catalog)
    {
        var references = catalog.Relationships.Where(r => r.Declared).ToLookup(r => r.FromTable, StringComparer.OrdinalIgnoreCase);
        var tables = catalog.Tables.Select(t => t with { Fingerprint = OfTable(t, references[t.Name]) }).ToImmutableArray();
        var form = new CanonicalForm().Add(catalog.Dialect);
        foreach (var table in tables)
        {
            form.Add(table.Schema).Add(table.Name).Add(table.Fingerprint);
        }

        var stamped = catalog with { Tables = tables, Fingerprint = form.Hash() };
        return stamped with { Version = VersionOf(stamped) };
    }

    /// <summary>Fingerprint of one column: its type, nullability, default and place in the key.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="column">The column.</param>
    public static string OfColumn(CatalogTable table, CatalogColumn column) =>
        AddColumn(new CanonicalForm(), column).Add(table.PrimaryKey.IndexOf(column.Name)).Hash();

    private static string OfTable(CatalogTable table, IEnumerable<CatalogRelationship> references)
    {
        var form = new CanonicalForm().Add(table.Schema).Add(table.Name).Add(table.IsView).Add(table.Definition).Add(table.PrimaryKey);
        form.Add(table.Columns.Length);
        foreach (var column in table.Columns)
        {
            AddColumn(form, column);
        }

        foreach (var reference in references)
        {
            form.Add(reference.FromColumns).Add(reference.ToTable).Add(reference.ToColumns).Add(reference.OnDelete);
        }

        foreach (var index in table.Indexes)
        {
            form.Add(index.Name).Add(index.Columns).Add(index.Unique).Add(index.Partial);
        }

        foreach (var trigger in table.Triggers)
        {
            form.Add(trigger.Name).Add(trigger.Definition);
        }

        return form.Hash();
    }

    private static string VersionOf(Catalog catalog)
    {
        var form = new CanonicalForm().Add(catalog.Fingerprint);
        foreach (var relationship in catalog.Relationships.Where(r => !r.Declared))
        {
            form.Add(relationship.FromTable).Add(relationship.FromColumns).Add(relationship.ToTable).Add(relationship.ToColumns);
        }

        foreach (var table in catalog.Tables)
        {
            form.Add(table.RowCount ?? -1);
            foreach (var column in table.Columns)
            {
                form.Add((int)column.Type);
                AddProfile(form, column.Profile);
            }
        }

        return form.Hash();
    }

    private static CanonicalForm AddColumn(CanonicalForm form, CatalogColumn column) =>
        form.Add(column.Name).Add(column.DeclaredType).Add(column.Nullable).Add(column.Default).Add(column.Generated);

    private static void AddProfile(CanonicalForm form, ColumnProfile? profile)
    {
        if (profile is null)
        {
            return;
        }

        form.Add(profile.SampledRows).Add(profile.Nulls).Add(profile.Distinct).Add(profile.Min).Add(profile.Max).Add(profile.Samples);
        foreach (var value in profile.Values)
        {
            form.Add(value.Value).Add(value.Count);
        }
    }

    private sealed class CanonicalForm
    {
        private readonly StringBuilder _text = new();

        public CanonicalForm Add(string? value)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{value?.Length ?? -1}:{value};");
            return this;
        }

        public CanonicalForm Add(long value)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{value};");
            return this;
        }

        public CanonicalForm Add(bool value) => Add(value ? 1 : 0);

        public CanonicalForm Add(ImmutableArray<string> values)
        {
            Add(values.Length);
            foreach (var value in values)
            {
                Add(value);
            }

            return this;
        }

        public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text.ToString())))[..16];
    }
}
