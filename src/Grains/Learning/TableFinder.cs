using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using Microsoft.Extensions.AI;

namespace AgentCluster.Learning;

/// <summary>Finds the tables a question touches: by the words of their names, and by what the names mean.</summary>
public sealed class TableFinder(CatalogCache catalogs, IEmbeddingGenerator<string, Embedding<float>> embedder)
{
    private const int MostTables = 8;

    private readonly ConcurrentDictionary<SourceKey, TableIndex> _indexes = new();

    /// <summary>The tables, strongest first, at most eight; empty when the source is unknown or not discovered.</summary>
    /// <param name="source">The source asked about.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ImmutableArray<FoundTable>> FindAsync(SourceKey source, string question, CancellationToken cancellationToken)
    {
        var catalog = await catalogs.GetAsync(source, cancellationToken);
        if (!catalog.Succeeded)
        {
            return [];
        }

        if (!_indexes.TryGetValue(source, out var index) || index.Fingerprint != catalog.Value.Fingerprint)
        {
            index = await TableIndex.BuildAsync(catalog.Value, embedder, cancellationToken);
            _indexes[source] = index;
        }

        var vector = await embedder.GenerateVectorAsync(question, cancellationToken: cancellationToken);
        return index.Find(question, vector.Span, MostTables);
    }
}
