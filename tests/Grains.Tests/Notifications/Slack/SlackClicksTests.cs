using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AgentCluster.Approvals;
using AgentCluster.Notifications.Slack;
using CsCheck;

namespace AgentCluster.Grains.Tests.Notifications.Slack;

public sealed class SlackClicksTests
{
    private const string Payload =
        """
        {"type":"block_actions","user":{"id":"U1","username":"maria","team_id":"T1"},"api_app_id":"A1","token":"x","container":{"type":"message",
        "message_ts":"1531420617.000100","channel_id":"C1","is_ephemeral":false},"trigger_id":"12.34.ab","team":{"id":"T1","domain":"d"},"enterprise":null,
        "channel":{"id":"C1","name":"ops"},"message":{"type":"message","blocks":[]},"state":{"values":{}},"response_url":"https://hooks.slack.com/actions/T1/1/x",
        "actions":[{"type":"button","action_id":"approve","block_id":"b","text":{"type":"plain_text","text":"Approve"},"value":"AAAAAAAAAAAAAAAAAAAAAA",
        "style":"primary","action_ts":"1531420617.1"}]}
        """;

    [Fact]
    public void Read_Click_IsRead() => Assert.Equal(
        new SlackClick("T1", "C1", "1531420617.000100", "U1", "AAAAAAAAAAAAAAAAAAAAAA", Decision.Approve, "12.34.ab", "https://hooks.slack.com/actions/T1/1/x"),
        Read(Payload).Value);

    [Fact]
    public void Read_OtherButton_Rejects() => Assert.Equal(Decision.Reject, Read(Payload.Replace("\"approve\"", "\"reject\"")).Value!.Decision);

    [Theory]
    [InlineData("team")]
    [InlineData("user")]
    [InlineData("container")]
    [InlineData("trigger_id")]
    [InlineData("response_url")]
    [InlineData("actions")]
    [InlineData("type")]
    public void Read_FieldMissing_IsNamed(string field)
    {
        var payload = JsonNode.Parse(Payload)!.AsObject();
        payload.Remove(field);

        var problem = Read(payload.ToJsonString()).Problem!;

        Assert.Equal("malformedCallback", problem.Code);
        Assert.StartsWith("payload.", problem.Field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"block_actions\"", "\"view_submission\"")]
    [InlineData("\"action_id\":\"approve\"", "\"action_id\":\"drop\"")]
    [InlineData("\"type\":\"button\"", "\"type\":\"static_select\"")]
    [InlineData("\"container\":{\"type\":\"message\"", "\"container\":{\"type\":\"view\"")]
    [InlineData("\"value\":\"AAAAAAAAAAAAAAAAAAAAAA\"", "\"value\":\"\"")]
    [InlineData("\"value\":\"AAAAAAAAAAAAAAAAAAAAAA\"", "\"value\":17")]
    [InlineData("\"user\":{\"id\":\"U1\"", "\"user\":{\"id\":\"U2\",\"id\":\"U1\"")]
    [InlineData("\"actions\":[", "\"actions\":[{\"type\":\"button\",\"action_id\":\"reject\",\"value\":\"x\"},")]
    [InlineData("\"user\":{", "\"user\":[{")]
    [InlineData("\"team\":{\"id\":\"T1\"", "\"team\":{\"id\":null")]
    public void Read_ValueThatIsNoClick_IsRefused(string before, string after)
    {
        Assert.Contains(before, Payload, StringComparison.Ordinal);
        Assert.Equal("malformedCallback", Read(Payload.Replace(before, after, StringComparison.Ordinal)).Problem?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("payload=")]
    [InlineData("payload=null")]
    [InlineData("payload=[]")]
    [InlineData("payload=%FF")]
    [InlineData("payload=%7B%7D&payload=%7B%7D")]
    [InlineData("payload=%7B%7D&token=x")]
    [InlineData("token=x")]
    [InlineData("{\"type\":\"block_actions\"}")]
    public void Read_BodyThatIsNoForm_IsRefused(string body) =>
        Assert.Equal("malformedCallback", SlackClicks.Read(Encoding.UTF8.GetBytes(body)).Problem?.Code);

    [Fact]
    public void Read_AnyBytes_AreRefusedWithoutException() => Gen.OneOf(
        Gen.Byte.Array,
        Gen.String.Select(text => Encoding.UTF8.GetBytes("payload=" + text)),
        Gen.Int[0, Payload.Length - 2].Select(length => Encode(Payload[..length]))).Sample(body => !SlackClicks.Read(body).Succeeded, iter: 10_000);

    private static Outcome<SlackClick> Read(string payload) => SlackClicks.Read(Encode(payload));

    private static byte[] Encode(string payload) => Encoding.UTF8.GetBytes("payload=" + WebUtility.UrlEncode(payload));
}
