using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Memory;

public sealed class RecallTermsTests
{
    [Theory]
    [InlineData("How many customers bought CustomerId 7?", "customers bought customer id 7")]
    [InlineData("what is it", "what is it")]
    [InlineData("\"; DROP *", "drop")]
    [InlineData("?!", "")]
    public void Of_Question_KeepsTellingWords(string text, string terms) => Assert.Equal(terms, string.Join(' ', RecallTerms.Of(text)));

    [Theory]
    [InlineData("rows of invoice_line and CustomerId", "invoice line|customer id")]
    [InlineData("sum main.orders.total_price", "main|orders|total price")]
    [InlineData("the [Order Details] table", "order details")]
    [InlineData("How many customers from Berlin?", "")]
    public void Identifiers_Text_GivesNamesAsWords(string text, string identifiers) =>
        Assert.Equal(identifiers, string.Join('|', RecallTerms.Identifiers(text)));
}
