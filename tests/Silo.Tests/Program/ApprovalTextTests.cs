using System.Text.Json;
using AgentCluster.Silo.Commands;

namespace AgentCluster.Silo.Tests.Program;

public sealed class ApprovalTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Card_OfAChange_ShowsWhatChangesAndWhatNot()
    {
        var card = ApprovalText.Card(
            Approval("\"preview\":{\"rowsAffected\":2,\"exact\":false,\"before\":[{\"id\":7,\"name\":\"a\",\"age\":1}],\"after\":[{\"id\":7,\"name\":\"b\",\"age\":1}],\"cascades\":[\"c\"],\"triggers\":[],\"notRolledBack\":[],\"undoable\":false}"),
            Now);

        Assert.Contains("Rows changed: 2, estimated", card, StringComparison.Ordinal);
        Assert.Contains("id 7:  name: \"a\" -> \"b\"", card, StringComparison.Ordinal);
        Assert.Contains("Changes besides: c", card, StringComparison.Ordinal);
        Assert.Contains("It CANNOT be undone.", card, StringComparison.Ordinal);
        Assert.DoesNotContain("age:", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Card_OfRowsThatComeBesides_TellsNoRowAsAnother()
    {
        var card = ApprovalText.Card(
            Approval("\"preview\":{\"rowsAffected\":2,\"exact\":true,\"before\":[{\"id\":5,\"name\":\"a\"}],\"after\":[{\"id\":2,\"name\":\"n\"},{\"id\":5,\"name\":\"b\"}],\"cascades\":[],\"triggers\":[],\"notRolledBack\":[],\"undoable\":false}"),
            Now);

        Assert.Contains("- {\"id\":5,\"name\":\"a\"}", card, StringComparison.Ordinal);
        Assert.Contains("+ {\"id\":2,\"name\":\"n\"}", card, StringComparison.Ordinal);
        Assert.Contains("+ {\"id\":5,\"name\":\"b\"}", card, StringComparison.Ordinal);
        Assert.DoesNotContain("->", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Card_WithCharactersThatHideOrTurnText_ShowsTheirNumbers()
    {
        var card = ApprovalText.Card(Approval("\"preview\":null", summary: "pay \\u202eecila\\u200b \\u001b[2J"), Now);

        Assert.StartsWith("pay [U+202E]ecila[U+200B] [U+001B][2J", card, StringComparison.Ordinal);
        Assert.Contains("cannot be shown beforehand", card, StringComparison.Ordinal);
        Assert.Contains("{\"to\":\"everybody\"}", card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02T08:04:00Z", "expires in 00:04:00")]
    [InlineData("2026-03-02T07:59:00Z", "expires now")]
    public void Line_OfAPendingRequest_SaysWhenItExpires(string expiresAt, string said)
    {
        Assert.Contains(said, ApprovalText.Line(Approval("\"preview\":null", expiresAt: expiresAt), Now), StringComparison.Ordinal);
    }

    private static JsonElement Approval(string preview, string summary = "s", string expiresAt = "2026-03-02T08:05:00Z") => JsonDocument.Parse(
        $$"""
        {"id":"1","status":"pending","summary":"{{summary}}","agent":"a","tool":"t","source":"default","arguments":{"to":"everybody"},"sql":null,"risk":"low","reasons":[],{{preview}},
         "requestedBy":"p","hash":"h","quorum":{"required":1,"given":0},"decisions":[],"expiresAt":"{{expiresAt}}","result":null}
        """).RootElement;
}
