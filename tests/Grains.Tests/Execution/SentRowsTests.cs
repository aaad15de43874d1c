using AgentCluster.Execution;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class SentRowsTests
{
    private static readonly ResultSet Rows = new() { Columns = ["id", "name"], ColumnTypes = ["integer", "text"], RowsJson = """[[1,"a"],[2,"b"]]""", RowCount = 2 };

    [Fact]
    public void Fingerprint_OfOtherRowsOrColumns_IsAnother()
    {
        ResultSet[] others = [Rows with { RowsJson = """[[1,"a"],[2,"c"]]""" }, Rows with { RowsJson = """[[2,"b"],[1,"a"]]""" }, Rows with { Columns = ["id", "title"] }, new()];

        Assert.Equal(SentRows.FingerprintOf(Rows), SentRows.FingerprintOf(Rows with { }));
        Assert.DoesNotContain(SentRows.FingerprintOf(Rows), others.Select(SentRows.FingerprintOf));
    }

    [Theory]
    [InlineData(false, "2 rows leave with the message.")]
    [InlineData(true, "Only the first 2 rows leave with the message.")]
    public void Preview_OfRows_SaysHowManyLeave(bool truncated, string expected)
    {
        var preview = SentRows.Preview(Rows with { Truncated = truncated });

        Assert.Equal(expected, Assert.Single(preview.NotRolledBack));
        Assert.Equal((Rows.RowsJson, 2, false), (preview.After!.RowsJson, preview.After.RowCount, preview.After.Truncated));
    }
}
