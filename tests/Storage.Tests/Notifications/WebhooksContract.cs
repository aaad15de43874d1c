using System.Text.Json;
using AgentCluster.Notifications.Cards;
using AgentCluster.Notifications.Webhooks;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Notifications;

/// <summary>What every backend promises of webhooks: each event reaches its receivers under one id, signed, until they take it or it was tried often enough.</summary>
public abstract class WebhooksContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private const string Tenant = "t";

    private static readonly Card Card = new() { Title = "a", State = "open", Severity = "low" };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly string _secret = WebhookSecrets.New();

    private WebhookStore Store => new(Database, _keys);

    private DeliveryStore Deliveries => new(Database, _time);

    [Fact]
    public async Task Deliver_AnEvent_ReachesItsReceiverOnceSigned()
    {
        await using var receiver = await ReceiverAsync();
        await PutAsync("crm", "approval.requested");
        await PutAsync("other", "approval.settled");

        await TellAsync("a", 1, "approval.requested");
        await TellAsync("a", 2, "approval.requested", "approval.decided");
        await RunAsync(receiver);
        await RunAsync(receiver);

        var (id, body) = Assert.Single(receiver.Messages);
        Assert.Empty(receiver.Forged);
        using var message = JsonDocument.Parse(body);
        Assert.Equal(
            ("approval.requested", "2026-03-01T10:00:00.000Z", "a"),
            (message.RootElement.GetProperty("type").GetString(), message.RootElement.GetProperty("timestamp").GetString(), message.RootElement.GetProperty("data").GetProperty("id").GetString()));
        Assert.Equal((id, "crm", "delivered", 1, null), Assert.Single(await Deliveries.ListAsync(Tenant, default)));
        Assert.Empty(await Deliveries.ListAsync("other", default));
    }

    [Fact]
    public async Task Deliver_Refused_IsTriedBySchedule_UnderOneIdAndWithOneBodyThenGivenUp()
    {
        await using var receiver = await ReceiverAsync();
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        foreach (var _ in Enumerable.Range(0, 20))
        {
            receiver.Answers.Enqueue(500);
        }

        await RunAsync(receiver);
        Assert.Single(receiver.Messages);
        foreach (var pause in WebhookSender.Pauses)
        {
            _time.Advance(pause / 4);
            await RunAsync(receiver);
            var early = receiver.Messages.Count;
            _time.Advance(pause * 1.5);
            await RunAsync(receiver);
            Assert.Equal(early + 1, receiver.Messages.Count);
        }

        _time.Advance(TimeSpan.FromDays(10));
        await RunAsync(receiver);

        Assert.Equal(10, receiver.Messages.Count);
        Assert.Single(receiver.Messages.Distinct());
        var delivery = Assert.Single(await Deliveries.ListAsync(Tenant, default));
        Assert.Equal(("failed", 10, "It answered 500."), (delivery.Status, delivery.Attempts, delivery.Error));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(404)]
    public async Task Deliver_AnsweredOtherwise_IsNotTaken(int status)
    {
        await using var receiver = await ReceiverAsync();
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        receiver.Answers.Enqueue(status);

        await RunAsync(receiver);

        Assert.Single(receiver.Messages);
        Assert.Equal("pending", Assert.Single(await Deliveries.ListAsync(Tenant, default)).Status);
    }

    [Fact]
    public async Task Deliver_Gone_ClosesTheWebhook()
    {
        await using var receiver = await ReceiverAsync();
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        receiver.Answers.Enqueue(410);
        await RunAsync(receiver);
        await TellAsync("b", 1, "approval.requested");
        await RunAsync(receiver);

        Assert.Single(receiver.Messages);
        Assert.Equal("It answered 410: gone.", (await Store.FindAsync(Tenant, "crm", default))!.Disabled);
        Assert.Equal("failed", Assert.Single(await Deliveries.ListAsync(Tenant, default)).Status);
    }

    [Fact]
    public async Task Deliver_DiedBeforeItWasWrittenDown_IsSentAgainUnderItsId()
    {
        await using var receiver = await ReceiverAsync();
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        var claimed = await Deliveries.ClaimAsync(Tenant, 2 * WebhookClient.Longest, default);
        using (var client = new WebhookClient(receiver.Route(), _time))
        {
            await client.PostAsync((await Store.FindAsync(Tenant, "crm", default))!, claimed!);
        }

        await RunAsync(receiver);
        _time.Advance(2 * WebhookClient.Longest);
        await RunAsync(receiver);

        Assert.Equal(2, receiver.Messages.Count);
        Assert.Single(receiver.Messages.Distinct());
    }

    [Fact]
    public async Task Deliver_WhileASecretIsReplaced_IsGenuineToWhoKnowsEither()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await PutAsync("crm", "approval.requested");
        var next = WebhookSecrets.New();
        await Store.PutAsync(Tenant, webhook with { Secret = next, Previous = _secret, PreviousUntil = _time.GetUtcNow().AddHours(24) }, default);

        await TellAsync("a", 1, "approval.requested");
        await RunAsync(receiver);
        Assert.Single(receiver.Messages);

        _time.Advance(TimeSpan.FromHours(24));
        await TellAsync("b", 1, "approval.requested");
        await RunAsync(receiver);
        Assert.Single(receiver.Forged);
        receiver.Secrets.Add(next);
        _time.Advance(TimeSpan.FromSeconds(8));
        await RunAsync(receiver);
        Assert.Equal(2, receiver.Messages.Count);
    }

    [Fact]
    public async Task Deliver_WithASecretThatCannotBeRead_IsTriedBySchedule()
    {
        await using var receiver = await ReceiverAsync();
        var webhook = await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        await Database.WriteAsync(Tenant, session => session.ExecuteAsync("UPDATE webhook SET secret = 'spoilt' WHERE tenant = @tenant", ("@tenant", Tenant)), default);

        await RunAsync(receiver);
        var delivery = Assert.Single(await Deliveries.ListAsync(Tenant, default));
        await Store.PutAsync(Tenant, webhook, default);
        _time.Advance(TimeSpan.FromSeconds(8));
        await RunAsync(receiver);

        Assert.Equal(("pending", 1), (delivery.Status, delivery.Attempts));
        Assert.Contains("secret cannot be read", delivery.Error, StringComparison.Ordinal);
        Assert.Single(receiver.Messages);
    }

    [Fact]
    public async Task Deliver_GoneWhileItIsPutAnew_LeavesTheNewOneOpen()
    {
        await using var receiver = await ReceiverAsync();
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        var held = new TaskCompletionSource();
        receiver.Before = held.Task;
        receiver.Answers.Enqueue(410);

        var sending = RunAsync(receiver);
        await Eventually.GetAsync(() => Task.FromResult(receiver.Messages.Count), count => count == 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await PutAsync("crm", "approval.requested");
        held.SetResult();
        await sending;

        Assert.Null((await Store.FindAsync(Tenant, "crm", default))!.Disabled);
        Assert.Equal("pending", Assert.Single(await Deliveries.ListAsync(Tenant, default)).Status);
    }

    [Fact]
    public async Task Claim_WhileAWebhookIsBeingTold_LetsItsOthersWaitAndNobodyElses()
    {
        await PutAsync("crm", "approval.requested");
        await PutAsync("erp", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        await TellAsync("b", 1, "approval.requested");
        var lease = 2 * WebhookClient.Longest;

        var claims = new[] { await ClaimAsync(), await ClaimAsync(), await ClaimAsync() };

        Assert.Equal(["crm", "erp"], claims.Where(claim => claim is not null).Select(claim => claim!.Webhook).Order());
        Assert.Equal(_time.GetUtcNow() + lease, await Deliveries.NextDueAsync(Tenant, default));
        await Deliveries.SettleAsync(Tenant, claims[0]!, "delivered", _time.GetUtcNow(), null);
        Assert.Equal(claims[0]!.Webhook, (await ClaimAsync())!.Webhook);

        Task<WebhookDelivery?> ClaimAsync() => Deliveries.ClaimAsync(Tenant, lease, default);
    }

    [Fact]
    public async Task Deliver_Failed_LetsTheOthersOfItsWebhookWaitAsLong()
    {
        await using var receiver = await ReceiverAsync();
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        await TellAsync("b", 1, "approval.requested");
        receiver.Answers.Enqueue(503);

        await RunAsync(receiver);
        var early = receiver.Messages.Count;
        _time.Advance(TimeSpan.FromSeconds(8));
        await RunAsync(receiver);

        Assert.Equal((1, 3), (early, receiver.Messages.Count));
        Assert.All(await Deliveries.ListAsync(Tenant, default), delivery => Assert.Equal("delivered", delivery.Status));
    }

    [Theory]
    [InlineData("pending", false)]
    [InlineData("delivered", true)]
    [InlineData("failed", true)]
    public async Task Settle_ADelivery_KeepsWhatItSaysOnlyForAnotherAttempt(string status, bool isEmptied)
    {
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");
        var claimed = await Deliveries.ClaimAsync(Tenant, TimeSpan.FromMinutes(1), default);

        await Deliveries.SettleAsync(Tenant, claimed!, status, _time.GetUtcNow(), null);

        var body = await Database.ReadAsync(Tenant, session => session.FirstAsync(row => row.GetString(0), "SELECT body FROM webhook_delivery"), default);
        Assert.Equal(isEmptied ? "" : claimed!.Body, body);
        Assert.Equal(status, Assert.Single(await Deliveries.ListAsync(Tenant, default)).Status);
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesADeliveryToOne()
    {
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Deliveries.ClaimAsync(Tenant, TimeSpan.FromMinutes(1), default)));

        Assert.Single(claims, claim => claim is not null);
    }

    [Fact]
    public async Task Store_ASecret_IsCiphertextAndBoundToItsPlace()
    {
        await PutAsync("crm", "approval.requested");
        var stored = await Database.ReadAsync(Tenant, session => session.FirstAsync(row => row.GetString(0), "SELECT secret FROM webhook"), default);
        await Database.WriteAsync(Tenant, session => session.ExecuteAsync("UPDATE webhook SET name = 'erp' WHERE tenant = @tenant", ("@tenant", Tenant)), default);

        Assert.DoesNotContain(_secret, stored, StringComparison.Ordinal);
        Assert.Equal(("erp", null), ((await Store.FindAsync(Tenant, "erp", default))!.Name, (await Store.FindAsync(Tenant, "erp", default))!.Secret));
    }

    [Fact]
    public async Task Delete_AWebhook_TakesAlongWhatItWasNotTold()
    {
        await PutAsync("crm", "approval.requested");
        await TellAsync("a", 1, "approval.requested");

        await Store.DeleteAsync(Tenant, "crm", default);

        Assert.Empty(await Store.ListAsync(Tenant, default));
        Assert.Empty(await Deliveries.ListAsync(Tenant, default));
    }

    private async Task<WebhookStandIn> ReceiverAsync()
    {
        var receiver = await WebhookStandIn.StartAsync(_time);
        receiver.Secrets.Add(_secret);
        return receiver;
    }

    private async Task<Webhook> PutAsync(string name, params string[] events)
    {
        var webhook = new Webhook(name, "https://hooks.example.com/in", [.. events], _secret, null, null, null, _time.GetUtcNow());
        await Store.PutAsync(Tenant, webhook, default);
        return webhook;
    }

    private async Task TellAsync(string subject, int version, params string[] events)
    {
        await Database.WriteAsync(
            Tenant,
            async session =>
            {
                await Notices.RaiseAsync(session, Tenant, "thing", subject);
                return 0;
            },
            default);
        await new SubjectStore(Database, _time).TellAsync(Tenant, new("thing", subject, version), [], new(Card, [], [.. events], $$"""{"id":"{{subject}}"}"""), default);
    }

    private async Task RunAsync(WebhookStandIn receiver)
    {
        using var client = new WebhookClient(receiver.Route(), _time);
        var sender = new WebhookSender(Deliveries, Store, client, _time);
        while (await sender.ClaimAsync(Tenant, default) is { } send)
        {
            await send();
        }
    }
}
