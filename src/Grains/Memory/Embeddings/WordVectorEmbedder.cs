using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace AgentCluster.Memory;

/// <summary>
/// Embeds text without a model server: smooth-inverse-frequency sums of word vectors, the common component removed; identifiers
/// are split into their words, and words out of the vocabulary count by their character n-grams. Deterministic, unit length; text
/// without any word becomes the zero vector.
/// </summary>
/// <remarks>Arora, Liang, Ma: A Simple but Tough-to-Beat Baseline for Sentence Embeddings, ICLR 2017.</remarks>
/// <param name="vectors">The words' vectors.</param>
internal sealed class WordVectorEmbedder(WordVectors vectors) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Names what this class computes; it changes whenever the same text would get another vector.</summary>
    public const string ModelId = "glove-sif-100d-1";

    private const int LongestWord = 64;

    private readonly EmbeddingGeneratorMetadata _metadata = new("agentcluster", null, ModelId, vectors.Dimensions);

    /// <inheritdoc />
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var result = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var value in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var vector = new float[vectors.Dimensions];
            Embed(value, vector);
            result.Add(new Embedding<float>(vector) { ModelId = ModelId });
        }

        return Task.FromResult(result);
    }

    /// <summary>Embeds one text without allocating.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vector">Where to write <see cref="WordVectors.Dimensions"/> values.</param>
    /// <returns>Whether the text holds any word; if not, the vector is zero.</returns>
    public bool Embed(ReadOnlySpan<char> text, Span<float> vector)
    {
        Span<float> word = stackalloc float[vectors.Dimensions];
        Span<float> spelled = stackalloc float[vectors.Dimensions];
        spelled.Clear();
        vector.Clear();
        var position = 0;
        while (TextWords.TryNext(text, ref position, out var range))
        {
            Add(text[range], word, vector, spelled);
        }

        CommonComponent.Remove(vector, vectors.Common);
        TensorPrimitives.Add(vector, spelled, vector);
        return UnitVector.TryNormalize(vector);
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        return serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held that the garbage collector does not see.
    }

    private void Add(ReadOnlySpan<char> token, Span<float> word, Span<float> known, Span<float> spelled)
    {
        var rank = vectors.Rank(token);
        if (rank >= 0)
        {
            AddKnown(rank, word, known);
            return;
        }

        Span<char> lower = stackalloc char[LongestWord];
        lower = lower[..token[..Math.Min(token.Length, LongestWord)].ToLowerInvariant(lower)];
        var split = CompoundWords.Split(vectors, lower);
        if (split > 0)
        {
            AddKnown(vectors.Rank(lower[..split]), word, known);
            AddKnown(vectors.Rank(lower[split..]), word, known);
            return;
        }

        CharacterNgrams.Write(lower, word);
        TensorPrimitives.Add(spelled, word, spelled);
    }

    private void AddKnown(int rank, Span<float> word, Span<float> sum)
    {
        vectors.Unpack(rank, word);
        TensorPrimitives.MultiplyAdd(word, vectors.Weight(rank), sum, sum);
    }
}
