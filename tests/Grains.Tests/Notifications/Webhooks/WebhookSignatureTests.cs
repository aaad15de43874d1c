using AgentCluster.Notifications.Webhooks;

namespace AgentCluster.Grains.Tests.Notifications.Webhooks;

public sealed class WebhookSignatureTests
{
    /// <summary>The example of the Standard Webhooks libraries (https://github.com/standard-webhooks/standard-webhooks, libraries' tests).</summary>
    [Fact]
    public void Of_TheExampleOfTheStandard_IsItsSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));

    [Fact]
    public void Of_TwoSecrets_IsTwoSignatures()
    {
        var secrets = new[] { WebhookSecrets.New(), WebhookSecrets.New() };

        Assert.Equal(string.Join(' ', secrets.Select(secret => WebhookSignature.Of([secret], "m", 1, "{}"))), WebhookSignature.Of([.. secrets], "m", 1, "{}"));
    }

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 24)]
    [InlineData("whsec_c2hvcnQ=", null)]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null)]
    [InlineData("whsec_not base64 at all, whatever one does", null)]
    [InlineData("", null)]
    public void Read_ASecret_HasTwentyFourToSixtyFourBytes(string secret, int? bytes) => Assert.Equal(bytes, WebhookSecrets.Read(secret)?.Length);

    [Fact]
    public void New_Secrets_AreOfThirtyTwoBytesAndDiffer()
    {
        Assert.Equal(32, WebhookSecrets.Read(WebhookSecrets.New())!.Length);
        Assert.NotEqual(WebhookSecrets.New(), WebhookSecrets.New());
    }
}
