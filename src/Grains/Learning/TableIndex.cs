using System.Collections.Immutable;
using System.Numerics.Tensors;
using AgentCluster.Discovery;
using AgentCluster.Memory;
using Microsoft.Extensions.AI;

namespace AgentCluster.Learning;

/// <summary>The names of one catalog's tables, ready to be matched against questions.</summary>
internal sealed class TableIndex
{
    private const float WordWeight = 0.7f;
    private const float LeastWeight = 0.35f;
    private const int ColumnsShown = 20;

    private readonly ImmutableArray<(string Name, List<string> Words, float[] Vector, string Line)> _tables;

    private TableIndex(string fingerprint, ImmutableArray<(string, List<string>, float[], string)> tables) =>
        (Fingerprint, _tables) = (fingerprint, tables);

    public string Fingerprint { get; }

    public static async Task<TableIndex> BuildAsync(
        Catalog catalog, IEmbeddingGenerator<string, Embedding<float>> embedder, CancellationToken cancellationToken)
    {
        var vectors = await embedder.GenerateAsync(catalog.Tables.Select(table => table.Name), cancellationToken: cancellationToken);
        return new(
            catalog.Fingerprint,
            [.. catalog.Tables.Select((table, i) => (table.Identifier, WordsOf(table.Name), vectors[i].Vector.ToArray(), LineOf(table)))]);
    }

    public ImmutableArray<FoundTable> Find(string question, ReadOnlySpan<float> vector, int most)
    {
        var words = WordsOf(question).ToHashSet(StringComparer.Ordinal);
        var found = new List<FoundTable>();
        foreach (var table in _tables)
        {
            var named = table.Words.Count == 0 ? 0 : (float)table.Words.Count(words.Contains) / table.Words.Count;
            var meant = Math.Max(0, TensorPrimitives.Dot(vector, table.Vector));
            var weight = WordWeight * named + (1 - WordWeight) * meant;
            if (weight >= LeastWeight)
            {
                found.Add(new(table.Name, weight, table.Line) { Named = named, Meant = meant });
            }
        }

        return [.. found.OrderByDescending(table => table.Weight).ThenBy(table => table.Name, StringComparer.Ordinal).Take(most)];
    }

    private static string LineOf(CatalogTable table)
    {
        var columns = string.Join(", ", table.Columns.Take(ColumnsShown).Select(column => $"{column.Name} {column.Type.ToString().ToLowerInvariant()}"));
        return $"{table.Identifier}({columns}{(table.Columns.Length > ColumnsShown ? ", ..." : "")})";
    }

    /// <summary>Enough to meet a table's name in a sentence.</summary>
    private static List<string> WordsOf(string text) => TextWords.Split(text).ConvertAll(TextWords.Singular);
}
