using System.Text.Json.Nodes;
using AgentCluster.Approvals;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Telegram;
using AgentCluster.TestKit.Telegram;
using CsCheck;

namespace AgentCluster.Grains.Tests.Notifications.Telegram;

public sealed class TelegramMessageTests
{
    private const string Token = "AAAAAAAAAAAAAAAAAAAAAA";

    private static readonly Card Open = new()
    {
        Title = "Pause 1 client: Acme <17> & Sons", State = "Waiting.", Facts = [new("Rows", "1"), new("Risk", "high")],
        Detail = "UPDATE t SET a = 1 WHERE id < 2", IsOpen = true, Hash = "h", Severity = "high",
    };

    [Fact]
    public void Of_Card_IsHtmlWithEverythingLiteral() => Assert.Equal(
        """
        <b>🟠 Pause 1 client: Acme &lt;17&gt; &amp; Sons</b>

        Rows: 1
        Risk: high

        <pre>UPDATE t SET a = 1 WHERE id &lt; 2</pre>

        Waiting.
        """,
        TelegramMessage.Of(Open));

    [Fact]
    public void Of_AnyCard_IsTakenByTelegram()
    {
        var text = Gen.OneOf(
            Gen.String[0, 50], Gen.OneOfConst("<", "&", ">", "</b>", "&amp;", "🙂").Array[1, 3_000].Select(string.Concat), Gen.Int[1, 9_000].Select(length => new string('x', length)));
        var facts = Gen.Select(Gen.String[1, 20], text).Select((label, value) => new CardFact(label, value)).Array[0, 40];
        Gen.Select(text, text, text, facts).Select((title, state, detail, fact) => Open with { Title = title + "t", State = state + "s", Detail = detail, Facts = [.. fact] })
            .Sample(card => Assert.Null(BotMarkup.Fault(new JsonObject { ["text"] = TelegramMessage.Of(card), ["parse_mode"] = "HTML" })), iter: 300);
    }

    [Fact]
    public void ButtonsOf_OpenCard_ReadBackAsItsToken()
    {
        var data = TelegramMessage.ButtonsOf(Open, Token)!.InlineKeyboard.Single().Select(button => TelegramMessage.Read(button.CallbackData)).ToList();

        Assert.Equal([(Decision.Approve, Token), (Decision.Reject, Token)], data);
    }

    [Fact]
    public void ButtonsOf_ClosedCard_AreNone() => Assert.Null(TelegramMessage.ButtonsOf(Open with { IsOpen = false }, Token));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x:AAAA")]
    [InlineData("A:AAAA")]
    public void Read_OtherData_IsNoneOfOurs(string? data) => Assert.Null(TelegramMessage.Read(data));
}
