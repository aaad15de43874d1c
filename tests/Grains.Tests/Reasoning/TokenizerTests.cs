using AgentCluster.Reasoning.Local;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class TokenizerTests
{
    private static readonly DateOnly Today = new(2026, 6, 17);

    [Theory]
    [InlineData("1,000", 1000)]
    [InlineData("1.5k", 1500)]
    [InlineData("2 million", 2_000_000)]
    [InlineData("seven", 7)]
    public void Tokenize_Number_HasItsAmount(string text, int amount) => Assert.Equal(amount, Assert.Single(Tokenizer.Tokenize(text)).Number);

    [Theory]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("79228162514264337593543950335 billion")]
    public void Tokenize_NumberTooLarge_IsAWord(string text) => Assert.Equal(TokenKind.Word, Assert.Single(Tokenizer.Tokenize(text)).Kind);

    [Theory]
    [InlineData("orderItems", "order items")]
    [InlineData("CLIENT_STATUS", "client status")]
    [InlineData("HTTPRequest", "http request")]
    public void Identifier_IsSplitIntoWords(string name, string words) =>
        Assert.Equal(words, string.Join(' ', Tokenizer.Identifier(name).Select(token => token.Lower)));

    [Theory]
    [InlineData("invoices", "invoice")]
    [InlineData("cities", "city")]
    [InlineData("running", "run")]
    [InlineData("invoicing", "invoiced")]
    [InlineData("traverses", "traverse")]
    public void Stem_InflectionsOfAWord_AreEqual(string one, string other) => Assert.Equal(Stemmer.Stem(one), Stemmer.Stem(other));

    [Theory]
    [InlineData("news")]
    [InlineData("status")]
    [InlineData("address")]
    public void Stem_WordThatOnlyLooksPlural_DoesNotBecomeAnother(string word) => Assert.NotEqual(Stemmer.Stem(word), Stemmer.Stem(word[..^2]));

    [Theory]
    [InlineData("in 2025", 1, "2025-01-01", "2026-01-01")]
    [InlineData("March 2025", 0, "2025-03-01", "2025-04-01")]
    [InlineData("1 July 2025", 0, "2025-07-01", "2025-07-02")]
    [InlineData("2024-05-01", 0, "2024-05-01", "2024-05-02")]
    [InlineData("last month", 0, "2026-05-01", "2026-06-01")]
    [InlineData("last 30 days", 0, "2026-05-18", "2026-06-18")]
    [InlineData("this quarter", 0, "2026-04-01", "2026-07-01")]
    [InlineData("last year", 0, "2025-01-01", "2026-01-01")]
    public void DateReader_Phrase_IsASpanOfDays(string text, int at, string from, string before)
    {
        var span = DateReader.Read(Tokenizer.Tokenize(text), at, Today)!.Value.Span;
        Assert.Equal((DateOnly.Parse(from, null), DateOnly.Parse(before, null)), (span.From!.Value, span.Before!.Value));
    }

    [Fact]
    public void DateReader_AmountThatLooksLikeAYear_IsNoDate() => Assert.Null(DateReader.Read(Tokenizer.Tokenize("over 2000 orders"), 1, Today));
}
