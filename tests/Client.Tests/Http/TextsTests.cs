using AgentCluster.Client.Http.Bodies;
using AgentCluster.Client.Http.Idempotency;

namespace AgentCluster.Client.Tests.Http;

public sealed class TextsTests
{
    [Theory]
    [InlineData("select 1", true)]
    [InlineData("  -- why\n SELECT 1", true)]
    [InlineData("/* a */ (SELECT 1)", true)]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a", true)]
    [InlineData("drop table x", true)]
    [InlineData("update t set a = 1", true)]
    [InlineData("With which clients do we work?", false)]
    [InlineData("update me on the sales", false)]
    [InlineData("selection of clients", false)]
    [InlineData("How many clients?", false)]
    public void LooksLikeSql_Text_IsToldApart(string text, bool isSql) => Assert.Equal(isSql, Texts.LooksLikeSql(text));

    [Fact]
    public void InteractionOf_SameClaim_IsTheSameVersion7Uuid()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

        var id = IdempotencyKey.InteractionOf("local", "key", "f", at).Id;

        Assert.Equal(id, IdempotencyKey.InteractionOf("local", "key", "f", at).Id);
        Assert.NotEqual(id, IdempotencyKey.InteractionOf("other", "key", "f", at).Id);
        Assert.NotEqual(id, IdempotencyKey.InteractionOf("local", "key", "g", at).Id);
        var uuid = Guid.ParseExact(id, "N");
        Assert.Equal(7, uuid.Version);
        Assert.Equal(Guid.CreateVersion7(at).ToString("N")[..12], id[..12]);
        Assert.InRange(uuid.Variant, 8, 11);
    }
}
