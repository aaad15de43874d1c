using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Memory;

public sealed class TextWordsTests
{
    [Theory]
    [InlineData("customer_id", "customer id")]
    [InlineData("CustomerID", "customer id")]
    [InlineData("HTTPServer2", "http server 2")]
    [InlineData("order-date: 2024!", "order date 2024")]
    [InlineData("dbo.[Order Details]", "dbo order details")]
    [InlineData("Zürich straße", "zürich straße")]
    [InlineData(" ?!; ", "")]
    [InlineData("", "")]
    public void Split_TextOrIdentifier_GivesItsWords(string text, string words) =>
        Assert.Equal(words, string.Join(' ', TextWords.Split(text)));
}
