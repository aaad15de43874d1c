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
        var references = catalog.Relationships.Where(r => r.Declared).ToLookup(r => r.FromTable, StringComparer.Ordinal);
        var tables = catalog.Tables.Select(t => t with { Fingerprint = OfTable(t, references[t.Identifier]) }).ToImmutableArray();
        var form = new CanonicalForm().Add(catalog.Dialect);
        foreach (var table in tables)
        {
            form.Add(table.Schema).Add(table.Name).Add(table.Fingerprint);
            AddPolicies(form, table.Policies);
            AddGrants(form, table.Grants);
        }

        var functions = catalog.Functions.Select(f => f with { Fingerprint = OfFunction(f) }).ToImmutableArray();
        foreach (var function in functions)
        {
            AddGrants(form.Add("function").Add(CatalogNames.Of(function)).Add(function.Fingerprint), function.Grants);
        }

        foreach (var type in catalog.Enums)
        {
            form.Add("enum").Add(type.Schema).Add(type.Name).Add(type.Labels);
        }

        foreach (var domain in catalog.Domains)
        {
            AddChecks(form.Add("domain").Add(domain.Schema).Add(domain.Name).Add(domain.BaseType).Add(domain.Nullable).Add(domain.Default), domain.Checks);
        }

        var stamped = catalog with { Tables = tables, Functions = functions, Fingerprint = form.Hash() };
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

        AddServerRules(form, table);
        return form.Hash();
    }

    // What only some engines have adds nothing where it is absent.
    private static void AddServerRules(CanonicalForm form, CatalogTable table)
    {
        if (table.Kind is not (CatalogTableKind.Table or CatalogTableKind.View))
        {
            form.Add(table.Kind.ToString()).Add(table.PartitionKey);
        }

        AddChecks(form, table.Checks);
        if (table.RowSecurity)
        {
            form.Add("row security");
        }
    }

    // Who may see what is a change of the catalog, but statements mean what they meant: memories do not rest on it.
    private static void AddPolicies(CanonicalForm form, ImmutableArray<CatalogPolicy> policies)
    {
        foreach (var policy in policies)
        {
            form.Add("policy").Add(policy.Name).Add(policy.Command).Add(policy.Permissive).Add(policy.Roles).Add(policy.Using).Add(policy.WithCheck);
        }
    }

    private static void AddChecks(CanonicalForm form, ImmutableArray<CatalogCheck> checks)
    {
        foreach (var check in checks)
        {
            form.Add("check").Add(check.Name).Add(check.Expression);
        }
    }

    private static void AddGrants(CanonicalForm form, ImmutableArray<CatalogGrant> grants)
    {
        foreach (var grant in grants)
        {
            form.Add("grant").Add(grant.Grantee).Add(grant.Privileges);
        }
    }

    private static string OfFunction(CatalogFunction function) =>
        new CanonicalForm().Add(function.Schema).Add(function.Name).Add(function.Kind).Add(function.Arguments).Add(function.Result)
            .Add(function.Volatility).Add(function.SecurityDefiner).Add(function.Language).Add(function.BodyHash).Hash();

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

    private static CanonicalForm AddColumn(CanonicalForm form, CatalogColumn column)
    {
        form.Add(column.Name).Add(column.DeclaredType).Add(column.Nullable).Add(column.Default).Add(column.Generated);
        form = column.Identity is null ? form : form.Add(column.Identity);
        return column.BaseType is null ? form : form.Add("of").Add(column.BaseType);
    }

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
