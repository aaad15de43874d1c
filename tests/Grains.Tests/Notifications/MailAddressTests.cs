using AgentCluster.Notifications.Mail;
using Microsoft.Extensions.Options;

namespace AgentCluster.Grains.Tests.Notifications;

public sealed class MailAddressTests
{
    [Theory]
    [InlineData("anna@example.com", "anna@example.com")]
    [InlineData("Anna <anna@example.com>", "anna@example.com")]
    [InlineData("\"Anna, the first\" <anna@example.com>", "anna@example.com")]
    public void Read_OneMailbox_IsItsAddress(string text, string address) => Assert.Equal(address, MailAddress.Read(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("anna@")]
    [InlineData("anna@example.com, bob@example.com")]
    [InlineData("anna@example.com; bob@example.com")]
    [InlineData("all: anna@example.com, bob@example.com;")]
    [InlineData("<@relay.example:anna@example.com>")]
    [InlineData("anna@example.com\nBcc: bob@example.com")]
    public void Read_AnythingElse_IsRefused(string text) => Assert.Equal("invalidRecipient", MailAddress.Read(text).Problem?.Code);

    [Theory]
    [InlineData("anna@EXAMPLE.com", true)]
    [InlineData("anna@sub.example.com", false)]
    [InlineData("anna@example.com.evil.example", false)]
    [InlineData("anna@notexample.com", false)]
    [InlineData("anna@bücher.example", true)]
    [InlineData("anna@xn--bcher-kva.example", true)]
    public void Recipient_WithAnAllowList_IsOfOneOfItsDomains(string to, bool allowed)
    {
        var options = new EmailOptions { Host = "localhost", From = "desk@example.com" };
        options.AllowedDomains.Add("example.com");
        options.AllowedDomains.Add("bücher.example");

        Assert.Equal(allowed ? null : "recipientNotAllowed", new MailPolicy(Options.Create(options)).Recipient(to).Problem?.Code);
    }

    [Fact]
    public void Validate_AServerWithoutSenderOrDomains_NamesBoth()
    {
        var result = new EmailOptionsValidator().Validate(null, new() { Host = "localhost", User = "u" });

        Assert.Equal(3, result.Failures!.Count());
    }
}
