using AgentCluster.Execution.Redaction;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class SecretsTests
{
    public static TheoryData<string, string, bool> Vectors()
    {
        var rows = new TheoryData<string, string, bool>();
        foreach (var line in File.ReadLines(TestData.PathOf("redaction.tsv")).Skip(1))
        {
            var cells = line.Split('\t');
            rows.Add(cells[0], cells[1].Replace("␊", "\n", StringComparison.Ordinal).Replace("⟦ZWSP⟧", "\u200b", StringComparison.Ordinal), cells[2].Length > 0);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Find_RedactionVector_IsSeenExactlyWhenSecret(string kind, string input, bool secret) =>
        Assert.True(Secrets.Find(input) is not null == secret, kind);

    [Theory]
    [InlineData("postgres://app:s3cretpw@db/x")]
    [InlineData("WHERE password = 'hunter22'")]
    [InlineData("ＡＫＩＡIOSFODNN7EXAMPLE")]
    [InlineData("xo\u00adxb-123456789012-1234567890123-dddddddddddddddddddddddd")]
    public void Find_OtherSecrets_AreSeen(string text) => Assert.NotNull(Secrets.Find(text));

    [Theory]
    [InlineData("SELECT u.name FROM users u WHERE u.password = @password")]
    [InlineData("users.password is text, not null")]
    [InlineData("JOIN login l ON l.password=u.password")]
    [InlineData("phone 555-12-34567 and order 123-45-67890")]
    [InlineData("https://example.org:8080/a@b")]
    [InlineData("The bearer of the card gets a discount")]
    [InlineData("created at 2026-03-01T12:00:00.123456789Z")]
    public void Find_OrdinaryText_IsNotSecret(string text) => Assert.Null(Secrets.Find(text));
}
