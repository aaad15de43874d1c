using System.Numerics.Tensors;
using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Memory;

public sealed class WordVectorsTests
{
    private readonly WordVectors _vectors = WordVectors.Shared;

    [Theory]
    [InlineData("customers", "clients", "invoice")]
    [InlineData("salary", "wage", "river")]
    [InlineData("city", "town", "equation")]
    [InlineData("purchase", "buy", "mountain")]
    [InlineData("employee", "worker", "genre")]
    [InlineData("song", "track", "invoice")]
    [InlineData("unit_price", "cost", "birthday")]
    public void Similarity_RelatedWords_ExceedUnrelated(string word, string related, string unrelated) =>
        Assert.True(_vectors.Similarity(word, related) > _vectors.Similarity(word, unrelated) + 0.1f);

    [Fact]
    public void Similarity_UnknownWord_IsZero() => Assert.Equal(0, _vectors.Similarity("customer", "qzxwvkjh"));

    [Fact]
    public void Similarity_SameWord_IsOne() => Assert.Equal(1, _vectors.Similarity("Invoice", "invoice"), 1e-5);

    [Fact]
    public void Rank_MostFrequentWord_IsZero()
    {
        Assert.Equal(0, _vectors.Rank("the"));
        Assert.Equal(0, _vectors.Rank("The"));
        Assert.True(_vectors.Rank("customer") < _vectors.Rank("invoice"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("qzxwvkjh")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Rank_UnknownWord_IsMinusOne(string word) => Assert.Equal(-1, _vectors.Rank(word));

    [Fact]
    public void Unpack_KnownWord_HasUnitLength()
    {
        var vector = new float[_vectors.Dimensions];
        _vectors.Unpack(_vectors.Rank("invoice"), vector);
        Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 1e-5);
    }
}
