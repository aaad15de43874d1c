using AgentCluster.Reasoning.Local;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class DateReaderTests
{
    private static readonly DateOnly Today = new(2026, 6, 17);

    [Theory]
    [InlineData("in 2025", "2025-01-01", "2026-01-01")]
    [InlineData("in March", "2026-03-01", "2026-04-01")]
    [InlineData("in November", "2025-11-01", "2025-12-01")]
    [InlineData("in March 2024", "2024-03-01", "2024-04-01")]
    [InlineData("on 3 May 2025", "2025-05-03", "2025-05-04")]
    [InlineData("on the 3rd of May 2025", "2025-05-03", "2025-05-04")]
    [InlineData("on May 3, 2025", "2025-05-03", "2025-05-04")]
    [InlineData("on 2025-05-03", "2025-05-03", "2025-05-04")]
    [InlineData("in the first quarter of 2025", "2025-01-01", "2025-04-01")]
    [InlineData("in Q3 2025", "2025-07-01", "2025-10-01")]
    [InlineData("in Q3", "2025-07-01", "2025-10-01")]
    [InlineData("this quarter", "2026-04-01", "2026-07-01")]
    [InlineData("last week", "2026-06-08", "2026-06-15")]
    [InlineData("next month", "2026-07-01", "2026-08-01")]
    [InlineData("in the last 30 days", "2026-05-18", "2026-06-18")]
    [InlineData("3 days ago", "2026-06-14", "2026-06-15")]
    [InlineData("yesterday", "2026-06-16", "2026-06-17")]
    public void DateReader_Phrase_IsASpanOfDays(string phrase, string from, string before)
    {
        var tokens = Tokenizer.Tokenize(phrase);
        var span = Enumerable.Range(0, tokens.Length).Select(start => DateReader.Read(tokens, start, Today)).First(read => read is not null)!.Value.Span;
        Assert.Equal((DateOnly.Parse(from), DateOnly.Parse(before)), (span.From!.Value, span.Before!.Value));
    }

    [Theory]
    [InlineData("may I see them")]
    [InlineData("2000 orders")]
    [InlineData("the first book")]
    [InlineData("in the last 99999999999 days")]
    [InlineData("last 999999999 months")]
    [InlineData("last 9999 years")]
    [InlineData("on 9999-12-31")]
    public void DateReader_NoDate_ReadsNothing(string phrase)
    {
        var tokens = Tokenizer.Tokenize(phrase);
        Assert.DoesNotContain(Enumerable.Range(0, tokens.Length), start => DateReader.Read(tokens, start, Today) is not null);
    }

    [Theory]
    [InlineData(null, "'2026-06-16'", "'2026-06-17'")]
    [InlineData("UTC", "'2026-06-16'", "'2026-06-17'")]
    [InlineData("Europe/Berlin", "'2026-06-15 22:00:00'", "'2026-06-16 22:00:00'")]
    [InlineData("America/New_York", "'2026-06-16 04:00:00'", "'2026-06-17 04:00:00'")]
    public void Planner_DayOfAnAskerElsewhere_IsComparedWithInstants(string? zone, string from, string before) =>
        Assert.Equal($"SELECT COUNT(*) FROM bookings AS t1 WHERE t1.booked_at >= {from} AND t1.booked_at < {before}", Ask.SqlIn(zone, Catalogs.Airline, "How many bookings were made yesterday?"));

    [Fact]
    public void Planner_DayOfAnAskerElsewhere_StaysADayWhereOnlyDaysAreStored() =>
        Assert.Equal("SELECT COUNT(*) FROM loans AS t1 WHERE t1.lent_on >= '2026-06-16' AND t1.lent_on < '2026-06-17'", Ask.SqlIn("Europe/Berlin", Catalogs.Library, "How many loans were made yesterday?"));
}
