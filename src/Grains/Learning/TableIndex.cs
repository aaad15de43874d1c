using System.Collections.Immutable;
using System.Numerics.Tensors;
using AgentCluster.Discovery;
using Microsoft.Extensions.AI;

namespace AgentCluster.Learning;

/// <summary>The names of one catalog's tables, ready to be matched against questions.</summary>
internal sealed class TableIndex
{
    private const float WordWeight = 0.7f;
    private const float LeastWeight = 0.35f;
    private const int ColumnsShown = 20;

    private readonly ImmutableArray<(string Name, string[] Words, float[] Vector, string Line)> _tables;

    private TableIndex(string fingerprint, ImmutableArray<(string, string[], float[], string)> tables) =>
        (Fingerprint, _tables) = (fingerprint, tables);

    public string Fingerprint { get; }

    public static async Task<TableIndex> BuildAsync(
        Catalog catalog, IEmbeddingGenerator<string, Embedding<float>> embedder, CancellationToken cancellationToken)
    {
        var vectors = await embedder.GenerateAsync(catalog.Tables.Select(table => table.Name), cancellationToken: cancellationToken);
        return new(
            catalog.Fingerprint,
            [.. catalog.Tables.Select((table, i) => (table.Name, WordsOf(table.Name), vectors[i].Vector.ToArray(), LineOf(table)))]);
    }

    public ImmutableArray<FoundTable> Find(string question, ReadOnlySpan<float> vector, int most)
    {
        var words = WordsOf(question).ToHashSet(StringComparer.Ordinal);
        var found = new List<FoundTable>();
        foreach (var table in _tables)
        {
            var named = table.Words.Length == 0 ? 0 : (float)table.Words.Count(words.Contains) / table.Words.Length;
            var meant = Math.Max(0, TensorPrimitives.Dot(vector, table.Vector));
            var weight = WordWeight * named + (1 - WordWeight) * meant;
            if (weight >= LeastWeight)
            {
                found.Add(new(table.Name, weight, table.Line));
            }
        }

        return [.. found.OrderByDescending(table => table.Weight).ThenBy(table => table.Name, StringComparer.Ordinal).Take(most)];
    }

    private static string LineOf(CatalogTable table)
    {
        var columns = string.Join(", ", table.Columns.Take(ColumnsShown).Select(column => $"{column.Name} {column.Type.ToString().ToLowerInvariant()}"));
        return $"{table.Name}({columns}{(table.Columns.Length > ColumnsShown ? ", ..." : "")})";
    }

    /// <summary>Lower-case words without a plural's ending: enough to meet a table's name in a sentence.</summary>
    private static string[] WordsOf(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length && char.IsLetterOrDigit(text[i]) && !(start >= 0 && char.IsUpper(text[i]) && char.IsLower(text[i - 1]));
            if (start >= 0 && !inWord)
            {
                words.Add(Singular(text[start..i].ToLowerInvariant()));
                start = -1;
            }

            if (start < 0 && i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                start = i;
            }
        }

        return [.. words];
    }

    private static string Singular(string word) =>
        word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal) ? $"{word[..^3]}y"
        : word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1]
        : word;
}
