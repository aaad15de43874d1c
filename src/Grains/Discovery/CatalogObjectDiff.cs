namespace AgentCluster.Discovery;

/// <summary>What differs between the functions, enumerated types and domains of two catalogs.</summary>
internal static class CatalogObjectDiff
{
    public static IEnumerable<Difference> Between(Catalog before, Catalog now) =>
        Objects("function", before.Functions, now.Functions, CatalogNames.Of, f => $"{f.Fingerprint} {Nature(f)}", Function)
            .Concat(Objects("enum", before.Enums, now.Enums, e => $"{e.Schema}.{e.Name}", Labels, (old, type) => $"({Labels(old)}) became ({Labels(type)})"))
            .Concat(Objects("domain", before.Domains, now.Domains, d => $"{d.Schema}.{d.Name}", Describe, (old, domain) => $"{Describe(old)} became {Describe(domain)}"));

    private static IEnumerable<Difference> Objects<T>(
        string word, IEnumerable<T> before, IEnumerable<T> now, Func<T, string> nameOf, Func<T, string> structureOf, Func<T, T, string> describe)
    {
        var old = before.ToDictionary(nameOf, StringComparer.Ordinal);
        var current = now.ToDictionary(nameOf, StringComparer.Ordinal);
        return old.Keys.Where(name => !current.ContainsKey(name)).Select(name => new Difference(name, Difference.Removed, $"{word} removed"))
            .Concat(current.Keys.Where(name => !old.ContainsKey(name)).Select(name => new Difference(name, Difference.Added, $"{word} added")))
            .Concat(current
                .Where(item => old.TryGetValue(item.Key, out var known) && structureOf(known) != structureOf(item.Value))
                .Select(item => new Difference(item.Key, Difference.Changed, $"{word} {describe(old[item.Key], item.Value)}")));
    }

    private static string Function(CatalogFunction before, CatalogFunction now) =>
        before.BodyHash != now.BodyHash ? "body changed"
        : before.Arguments != now.Arguments || before.Result != now.Result ? $"({before.Arguments}) -> {before.Result} became ({now.Arguments}) -> {now.Result}"
        : $"{Nature(before)} became {Nature(now)}";

    private static string Nature(CatalogFunction function) =>
        $"{function.Volatility}{(function.SecurityDefiner ? " security definer" : "")} {function.Language}, for {string.Join(" and ", function.Grants.Select(grant => grant.Grantee))}";

    private static string Labels(CatalogEnum type) => string.Join(", ", type.Labels);

    private static string Describe(CatalogDomain domain) =>
        $"{domain.BaseType}{(domain.Nullable ? "" : " not null")}{(domain.Default is null ? "" : $" default {domain.Default}")}{string.Concat(domain.Checks.Select(check => $" check {check.Expression}"))}";
}
