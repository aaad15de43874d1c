using System.Collections.Concurrent;
using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Reasoning.Local;

/// <summary>One lexicon a source, built again when discovery has a new version of the catalog.</summary>
internal sealed class LexiconCache
{
    private const int MostSources = 64;

    private readonly ConcurrentDictionary<SourceKey, Lazy<CatalogLexicon>> _lexicons = new();

    public CatalogLexicon Get(SourceKey source, Catalog catalog)
    {
        if (_lexicons.TryGetValue(source, out var known) && Fits(known.Value.Catalog, catalog))
            return known.Value;
        if (_lexicons.Count >= MostSources)
            _lexicons.Clear();
        var built = new Lazy<CatalogLexicon>(() => new(catalog));
        _lexicons[source] = built;
        return built.Value;
    }

    private static bool Fits(Catalog known, Catalog catalog) =>
        ReferenceEquals(known, catalog) || known.Version.Length > 0 && known.Version == catalog.Version;
}
