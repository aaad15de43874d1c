using AgentCluster.Notifications;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Email;
using AgentCluster.Notifications.Mail;
using AgentCluster.TestKit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using MimeKit;

namespace AgentCluster.Grains.Tests.Notifications.Email;

public sealed class EmailChannelTests : IAsyncLifetime
{
    private static readonly Card Open = new()
    {
        Title = "Change 1 row of <wards> in source 'default'",
        State = "It waits for a decision until 2026-03-01 10:05 UTC.",
        Facts = [new("Rows", "1, counted"), new("Row", "id 1: ward: \"a\" \u2192 \"<b>\"")],
        Detail = "UPDATE wards SET ward = '<b>'",
        Severity = "high",
        IsOpen = true,
        Hash = "h1",
    };

    private readonly SmtpStandIn _server = new();
    private readonly MailLinks _links = new(new EphemeralDataProtectionProvider(), TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Show_AnOpenCard_MailsItToOnePersonWithALinkOfTheirOwn()
    {
        var shown = await Channel().ShowAsync(new("local", "maria@shop.example", "token", null, Open), default);

        var mail = Assert.Single(Mails());
        Assert.Equal(("token", null), (shown.Reference, shown.Error));
        Assert.Contains("<maria@shop.example>", Assert.Single(_server.Recipients), StringComparison.Ordinal);
        Assert.Equal("Decision needed (high): Change 1 row of <wards> in source 'default'", mail.Subject);
        Assert.All(new[] { Open.Title, Open.State, "Rows: 1, counted", Open.Detail! }, part => Assert.Contains(part, mail.TextBody, StringComparison.Ordinal));
        var link = LinkIn(mail.TextBody);
        Assert.Equal(("local", "token", "maria@shop.example"), (link.Tenant, link.Token, link.User));
        Assert.Contains("&lt;b&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Show_OverTheLifeOfARequest_MailsTheRequestEachReminderOnceAndTheOutcome()
    {
        var channel = Channel();
        string? reference = null;
        foreach (var card in new[] { Open, Open with { State = "escalated" }, Open with { Reminders = 1 }, Open with { Reminders = 1, State = "one has approved" }, Open with { Reminders = 2 }, Open with { IsOpen = false, State = "being done" }, Open with { IsOpen = false, IsSettled = true, State = "Done." }, Open with { IsOpen = false, IsSettled = true, State = "Done." } })
        {
            reference = (await channel.ShowAsync(new("local", "maria@shop.example", "token", reference, card), default)).Reference;
        }

        Assert.Equal(["Decision needed (high): " + Open.Title, "Still waiting (high): " + Open.Title, "Still waiting (high): " + Open.Title, "Decided (high): " + Open.Title], Mails().Select(mail => mail.Subject));
        Assert.Equal("token", LinkIn(Mails()[1].TextBody).Token);
        Assert.Contains("Done.", Mails()[^1].TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("/callbacks/", Mails()[^1].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_AskedAnew_MailsANewLink()
    {
        await Channel().ShowAsync(new("local", "maria@shop.example", "second", "first", Open with { Hash = "h2" }), default);

        Assert.Equal("second", LinkIn(Assert.Single(Mails()).TextBody).Token);
    }

    [Fact]
    public async Task Show_WhatEndedBeforeAnybodyWasMailed_IsNotMailed()
    {
        var shown = await Channel().ShowAsync(new("local", "maria@shop.example", "token", null, Open with { IsOpen = false, IsSettled = true }), default);

        Assert.Equal(new CardResult(null), shown);
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public async Task Show_WithoutAPublicAddress_SaysWhereToDecide()
    {
        await Channel(publicUrl: null).ShowAsync(new("local", "maria@shop.example", "token", null, Open), default);

        var mail = Assert.Single(Mails());
        Assert.DoesNotContain("http", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("'approvals'", mail.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("451 later", false)]
    [InlineData("550 no such person", true)]
    public async Task Show_Refused_SaysWhetherForGood(string reply, bool isFinal)
    {
        _server.Refusals.Enqueue(reply);

        var shown = await Channel().ShowAsync(new("local", "maria@shop.example", "token", null, Open), default);

        Assert.Equal((null, isFinal), (shown.Reference, shown.IsFinal));
        Assert.Contains(reply[4..], shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_OfPeople_AreTheirAddressesWhereMailMayGo()
    {
        Assert.Equal(["maria@shop.example"], Channel().Targets("local", [new("email", "maria@shop.example"), new("email", "eve@evil.example"), new("slack", "U1")]).ToArray());
        Assert.Empty(Channel(host: null).Targets("local", [new("email", "maria@shop.example")]));
    }

    private EmailChannel Channel(string? publicUrl = "https://agents.example/", string? host = "127.0.0.1")
    {
        var options = Options.Create(new EmailOptions { Host = host, Port = _server.Port, Security = EmailSecurity.None, From = "desk@shop.example", AllowedDomains = { "shop.example" } });
        return new(new(options, TimeProvider.System), new(options), _links, Options.Create(new PublicOptions { PublicUrl = publicUrl }));
    }

    private List<MimeMessage> Mails() => [.. _server.Messages.Select(message => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(message))))];

    private MailLink LinkIn(string? text)
    {
        const string Before = "https://agents.example/callbacks/approvals/";
        var start = text!.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return _links.Open(text[start..].Split('\r', '\n')[0]).Value!;
    }
}
