using System.Numerics.Tensors;
using AgentCluster.Memory;
using Microsoft.Extensions.AI;

namespace AgentCluster.Grains.Tests.Memory;

public sealed class WordVectorEmbedderTests : IDisposable
{
    private readonly WordVectorEmbedder _embedder = new(WordVectors.Shared);

    [Theory]
    [InlineData("how many customers do we have", "number of clients", "the longest river")]
    [InlineData("CustomerId", "customer_id", "invoice_date")]
    [InlineData("orderdate", "order date", "artist name")]
    [InlineData("Qwrtzpl figures", "the qwrtzpls", "the vbnmxyk")]
    public async Task GenerateAsync_RelatedTexts_AreCloser(string text, string related, string unrelated)
    {
        var embeddings = await _embedder.GenerateAsync([text, related, unrelated]);
        Assert.True(Cosine(embeddings, 0, 1) > Cosine(embeddings, 0, 2) + 0.2f);
    }

    [Fact]
    public async Task GenerateAsync_SameText_IsDeterministicAndOfUnitLength()
    {
        const string text = "Invoices of xkcdfoo by billing_country";
        var first = await _embedder.GenerateVectorAsync(text);
        using var other = new WordVectorEmbedder(WordVectors.Shared);
        var second = await other.GenerateVectorAsync(text);
        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Equal(100, first.Length);
        Assert.Equal(1, TensorPrimitives.Norm(first.Span), 1e-5);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t?!")]
    public async Task GenerateAsync_NoWords_IsZeroVector(string text) =>
        Assert.All((await _embedder.GenerateVectorAsync(text)).ToArray(), value => Assert.Equal(0, value));

    [Fact]
    public void GetService_Metadata_NamesModelAndDimensions()
    {
        var metadata = _embedder.GetService<EmbeddingGeneratorMetadata>();
        Assert.Equal(WordVectorEmbedder.ModelId, metadata!.DefaultModelId);
        Assert.Equal(100, metadata.DefaultModelDimensions);
    }

    public void Dispose() => _embedder.Dispose();

    private static float Cosine(GeneratedEmbeddings<Embedding<float>> all, int a, int b) =>
        TensorPrimitives.Dot(all[a].Vector.Span, all[b].Vector.Span);
}
