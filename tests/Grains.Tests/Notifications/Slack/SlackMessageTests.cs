using System.Text.Json.Nodes;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Slack;
using CsCheck;

namespace AgentCluster.Grains.Tests.Notifications.Slack;

public sealed class SlackMessageTests
{
    private const string Token = "AAAAAAAAAAAAAAAAAAAAAA";

    private static readonly Card Open = new()
    {
        Title = "Pause 1 client: Acme <17> & Sons",
        State = "Waiting for a decision until 12:00.",
        Facts = [new("Rows", "1, counted"), new("Risk", "medium")],
        Detail = "UPDATE t SET a = 1 WHERE id < 2 AND b & 1 > 0",
        IsOpen = true,
        Hash = "h",
        Severity = "medium",
    };

    [Fact]
    public void Of_OpenCard_HasEverythingAndTwoConfirmedButtons()
    {
        var message = SlackMessage.Of(Open, Token);

        var blocks = message["blocks"]!.AsArray();
        Assert.Equal(["header", "section", "section", "section", "actions"], blocks.Select(block => (string)block!["type"]!));
        Assert.Equal("🟡 Pause 1 client: Acme &lt;17&gt; &amp; Sons", (string)blocks[0]!["text"]!["text"]!);
        Assert.Equal(["Rows: 1, counted", "Risk: medium"], blocks[1]!["fields"]!.AsArray().Select(field => (string)field!["text"]!));
        Assert.Equal("```UPDATE t SET a = 1 WHERE id &lt; 2 AND b &amp; 1 &gt; 0```", (string)blocks[2]!["text"]!["text"]!);
        Assert.Equal("Waiting for a decision until 12:00.", (string)blocks[3]!["text"]!["text"]!);
        var buttons = blocks[4]!["elements"]!.AsArray();
        Assert.Equal(["approve", "reject"], buttons.Select(button => (string)button!["action_id"]!));
        Assert.Equal(["primary", "danger"], buttons.Select(button => (string)button!["style"]!));
        Assert.All(buttons, button => Assert.Equal(Token, (string)button!["value"]!));
        Assert.All(buttons, button => Assert.Equal("Pause 1 client: Acme &lt;17&gt; &amp; Sons", (string)button!["confirm"]!["text"]!["text"]!));
    }

    [Fact]
    public void Of_ClosedCard_HasItsStateAndNoButtons()
    {
        var message = SlackMessage.Of(Open with { IsOpen = false, State = "Approved by Maria; done." }, Token);

        Assert.DoesNotContain("actions", message.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Token, message.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Approved by Maria; done.", message.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DetailWithAFence_IsNoMarkup()
    {
        var message = SlackMessage.Of(Open with { Detail = "a ``` *b* <!channel>" }, Token);

        var text = message["blocks"]![2]!["text"]!;
        Assert.Equal("plain_text", (string)text["type"]!);
        Assert.Equal("a ``` *b* &lt;!channel&gt;", (string)text["text"]!);
    }

    [Fact]
    public void Of_LongTitle_IsInTheHeaderInPartAndBelowInFull()
    {
        var title = new string('x', 200) + " end";

        var blocks = SlackMessage.Of(Open with { Title = title }, Token)["blocks"]!.AsArray();

        Assert.EndsWith(" more characters)", (string)blocks[0]!["text"]!["text"]!, StringComparison.Ordinal);
        Assert.Equal(title, (string)blocks[1]!["text"]!["text"]!);
    }

    [Fact]
    public void Of_AnyCard_KeepsSlacksLimitsAndOpensNoMarkup()
    {
        var text = Gen.OneOf(Gen.String[0, 50], Gen.OneOfConst("<", "&", ">", "`", "*", "b").Array[1, 6_000].Select(string.Concat), Gen.Int[1, 8_000].Select(length => string.Concat(Enumerable.Repeat("🙂<", length))));
        var facts = Gen.Select(Gen.String[1, 20], text).Select((label, value) => new CardFact(label, value)).Array[0, 60];
        Gen.Select(text, text, text, facts, Gen.Bool).Select((title, state, detail, fact, open) => Open with
        {
            Title = title + "t",
            State = state + "s",
            Detail = detail,
            Facts = [.. fact],
            IsOpen = open,
        }).Sample(card => Check(SlackMessage.Of(card, Token)), iter: 300);
    }

    private static void Check(JsonObject message)
    {
        var blocks = message["blocks"]!.AsArray();
        Assert.InRange(blocks.Count, 1, 50);
        Assert.InRange(((string)message["text"]!).Length, 1, 3_000);
        foreach (var block in blocks)
        {
            var fields = block!["fields"]?.AsArray() ?? [];
            Assert.InRange(fields.Count, block["fields"] is null ? 0 : 1, 10);
            JsonNode?[] texts = [block["text"], .. fields];
            foreach (var text in texts.OfType<JsonNode>())
            {
                var value = (string)text["text"]!;
                Assert.InRange(value.Length, 1, (string)block["type"]! == "header" ? 150 : 3_000);
                Assert.DoesNotContain('<', value);
                Assert.DoesNotContain('>', value);
                Assert.False(char.IsLowSurrogate(value[0]));
            }
        }
    }
}
