using System.Text;
using AgentCluster.Execution.Freeze;
using AgentCluster.Notifications.Mail;
using AgentCluster.TestKit;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Notifications;

/// <summary>What every backend promises of mail: once in, it is handed to the server until that takes it or refuses for good.</summary>
public abstract class OutboxContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private const string Tenant = "t";

    private static readonly OutgoingMail Mail = new("anna@example.com", "Hello", "Good morning,\n.\nbye", "name\r\n'=1+1\r\n");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    private OutboxStore Store => new(Database, _time);

    [Fact]
    public async Task Send_AMessage_ReachesItsOneRecipientOnce()
    {
        await using var server = new SmtpStandIn();
        await Store.AddAsync(Tenant, "e1", Mail, OutboxStatus.Pending, default);
        await Store.AddAsync(Tenant, "e1", Mail with { Subject = "again" }, OutboxStatus.Pending, default);

        var tried = await Sender(server).SendDueAsync(Tenant, default);
        var again = await Sender(server).SendDueAsync(Tenant, default);

        Assert.Equal((1, 0), (tried, again));
        var message = Assert.Single(server.Messages);
        Assert.Contains("<anna@example.com>", Assert.Single(server.Recipients), StringComparison.Ordinal);
        Assert.Contains("Subject: Hello", message, StringComparison.Ordinal);
        Assert.Contains("Message-Id: <e1@shop.example>", message, StringComparison.Ordinal);
        Assert.Contains("filename=rows.csv", message, StringComparison.Ordinal);
        Assert.Contains("'=1+1", Attachment(message), StringComparison.Ordinal);
        Assert.Equal(OutboxStatus.Sent, Assert.Single(await Store.ListAsync(Tenant, default)).Status);
        Assert.Empty(await Store.ListAsync("other", default));
        Assert.Equal((true, false, false), (await Store.HoldsAsync(Tenant, "e1", default), await Store.HoldsAsync(Tenant, "e2", default), await Store.HoldsAsync("other", "e1", default)));
    }

    [Fact]
    public async Task Send_RefusedForNow_IsTriedAgainLaterAndOnlyThen()
    {
        await using var server = new SmtpStandIn();
        server.Refusals.Enqueue("451 try later");
        await Store.AddAsync(Tenant, "e1", Mail, OutboxStatus.Pending, default);

        await Sender(server).SendDueAsync(Tenant, default);
        var waiting = Assert.Single(await Store.ListAsync(Tenant, default));
        var early = await Sender(server).SendDueAsync(Tenant, default);
        _time.Advance(TimeSpan.FromSeconds(45));
        await Sender(server).SendDueAsync(Tenant, default);

        Assert.Equal((OutboxStatus.Pending, 1, "try later", 0), (waiting.Status, waiting.Attempts, waiting.Error, early));
        Assert.InRange(waiting.DueAt - new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(45));
        Assert.Equal(OutboxStatus.Sent, Assert.Single(await Store.ListAsync(Tenant, default)).Status);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Send_RefusedForGood_IsNotTriedAgain()
    {
        await using var server = new SmtpStandIn();
        server.Refusals.Enqueue("550 no such person");
        await Store.AddAsync(Tenant, "e1", Mail, OutboxStatus.Pending, default);

        await Sender(server).SendDueAsync(Tenant, default);
        _time.Advance(TimeSpan.FromDays(1));
        await Sender(server).SendDueAsync(Tenant, default);

        var entry = Assert.Single(await Store.ListAsync(Tenant, default));
        Assert.Equal((OutboxStatus.Failed, 1, "no such person"), (entry.Status, entry.Attempts, entry.Error));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Send_ToAServerThatIsAway_GivesUpAfterItsAttempts()
    {
        var server = new SmtpStandIn();
        await server.DisposeAsync();
        await Store.AddAsync(Tenant, "e1", Mail, OutboxStatus.Pending, default);

        for (var i = 0; i < 4; i++)
        {
            await Sender(server.Port, attempts: 3).SendDueAsync(Tenant, default);
            _time.Advance(TimeSpan.FromHours(2));
        }

        var entry = Assert.Single(await Store.ListAsync(Tenant, default));
        Assert.Equal((OutboxStatus.Failed, 3), (entry.Status, entry.Attempts));
    }

    [Fact]
    public async Task Send_InterruptedAfterTheClaim_IsOfUnknownOutcomeAndNotSentAgain()
    {
        await using var server = new SmtpStandIn();
        await Store.AddAsync(Tenant, "e1", Mail, OutboxStatus.Pending, default);
        Assert.NotNull(await Store.ClaimAsync(Tenant, TimeSpan.FromMinutes(1), default));

        var during = await Sender(server).SendDueAsync(Tenant, default);
        _time.Advance(TimeSpan.FromMinutes(1));
        var after = await Sender(server).SendDueAsync(Tenant, default);

        Assert.Equal((0, 0), (during, after));
        Assert.Empty(server.Messages);
        Assert.Equal(OutboxStatus.OutcomeUnknown, Assert.Single(await Store.ListAsync(Tenant, default)).Status);
    }

    [Fact]
    public async Task Send_WhileFrozen_WaitsForTheThaw()
    {
        await using var server = new SmtpStandIn();
        await Store.AddAsync(Tenant, "e1", Mail, OutboxStatus.Pending, default);
        var freeze = new FreezeStore(Database, _time);
        await freeze.SetAsync(Tenant, true, null, "anna", default);

        var frozen = await Sender(server).SendDueAsync(Tenant, default);
        await freeze.SetAsync(Tenant, false, null, "anna", default);
        var thawed = await Sender(server).SendDueAsync(Tenant, default);

        Assert.Equal((0, 1), (frozen, thawed));
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesAMessageToOne()
    {
        await Store.AddAsync(Tenant, "e1", Mail, OutboxStatus.Pending, default);

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Store.ClaimAsync(Tenant, TimeSpan.FromMinutes(1), default)));

        Assert.Single(claims, claim => claim is not null);
    }

    private OutboxSender Sender(SmtpStandIn server) => Sender(server.Port, attempts: 8);

    private OutboxSender Sender(int port, int attempts)
    {
        var options = Options.Create(new EmailOptions
        {
            Host = "127.0.0.1", Port = port, Security = EmailSecurity.None, From = "desk@shop.example", MostAttempts = attempts,
        });
        return new(Store, new MailSender(options, _time), options, _time);
    }

    private static string Attachment(string message)
    {
        var part = message[message.IndexOf("filename=rows.csv", StringComparison.Ordinal)..];
        var text = part[(part.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        var body = text[..text.IndexOf("\n--", StringComparison.Ordinal)];
        return part.Contains("base64", StringComparison.OrdinalIgnoreCase) || message.Contains("Content-Transfer-Encoding: base64", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : body;
    }
}
