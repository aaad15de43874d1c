using AgentCluster.Notifications;
using AgentCluster.Notifications.Webhooks;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Grains.Tests.Notifications.Webhooks;

public sealed class WebhooksGrainTests : IAsyncLifetime
{
    private static readonly WebhookSettings Settings = new() { Url = "https://hooks.example.com/in", Events = ["approval.requested"] };

    private TestCluster _cluster = null!;

    private IWebhooksGrain Webhooks => _cluster.Grains.GetGrain<IWebhooksGrain>("local");

    private WebhookStore Store => _cluster.Services.GetRequiredService<WebhookStore>();

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(
        TestData.PathOf("geography.sqlite"), services => services.Configure<OutgoingOptions>(options => options.AllowedHosts.Add("hooks.example.com")));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Put_ANewOne_ShowsASecretOfOursThisOnce()
    {
        var made = await Webhooks.PutAsync("crm", Settings);
        var again = await Webhooks.PutAsync("crm", Settings with { Events = ["approval.settled"] });

        Assert.StartsWith("whsec_", made.Value!.Secret, StringComparison.Ordinal);
        Assert.Null(again.Value!.Secret);
        Assert.Equal(["approval.settled"], (await Webhooks.GetAsync("crm")).Value!.Events.ToArray());
        Assert.Null(Assert.Single(await Webhooks.ListAsync()).Secret);
        Assert.Equal(made.Value.Secret, (await Store.FindAsync("local", "crm", default))!.Secret);
    }

    [Fact]
    public async Task Put_AnotherSecret_KeepsTheOldOneForADay()
    {
        var made = await Webhooks.PutAsync("crm", Settings);
        var rotated = await Webhooks.PutAsync("crm", Settings with { Secret = WebhookSettings.Generate });
        await Webhooks.PutAsync("crm", Settings);

        var stored = (await Store.FindAsync("local", "crm", default))!;
        Assert.NotEqual(made.Value!.Secret, rotated.Value!.Secret);
        Assert.Equal([rotated.Value.Secret!, made.Value.Secret!], stored.SecretsAt(_cluster.Time.GetUtcNow()).ToArray());
        Assert.Equal([rotated.Value.Secret!], stored.SecretsAt(_cluster.Time.GetUtcNow().AddHours(24)).ToArray());
    }

    [Theory]
    [InlineData("https://evil.example.com/", "approval.requested", null, "forbiddenAddress")]
    [InlineData("http://hooks.example.com/", "approval.requested", null, "forbiddenAddress")]
    [InlineData("https://10.0.0.1/", "approval.requested", null, "forbiddenAddress")]
    [InlineData("https://hooks.example.com/", "approval.request", null, "unknownEvent")]
    [InlineData("https://hooks.example.com/", "approval.requested", "whsec_short", "invalidSecret")]
    public async Task Put_WhatCannotBe_IsRefused(string url, string told, string? secret, string code)
    {
        var put = await Webhooks.PutAsync("crm", new() { Url = url, Events = [told], Secret = secret });

        Assert.Equal(code, put.Problem?.Code);
        Assert.Empty(await Webhooks.ListAsync());
    }

    [Fact]
    public async Task Put_AClosedOne_OpensIt()
    {
        await Webhooks.PutAsync("crm", Settings);
        await Store.DisableAsync("local", (await Store.FindAsync("local", "crm", default))!, "gone");
        Assert.Equal("gone", (await Webhooks.GetAsync("crm")).Value!.Disabled);

        Assert.Null((await Webhooks.PutAsync("crm", Settings)).Value!.Disabled);
    }

    [Fact]
    public async Task Put_OneWhoseSecretCannotBeRead_GetsANewSecret()
    {
        await Webhooks.PutAsync("crm", Settings);
        await SpoilAsync();
        Assert.Equal("crm", Assert.Single(await Webhooks.ListAsync()).Name);

        var put = await Webhooks.PutAsync("crm", Settings);

        Assert.StartsWith("whsec_", put.Value!.Secret, StringComparison.Ordinal);
        Assert.Equal([put.Value.Secret!], (await Store.FindAsync("local", "crm", default))!.SecretsAt(_cluster.Time.GetUtcNow()).ToArray());
    }

    [Fact]
    public async Task Delete_OneWhoseSecretCannotBeRead_RemovesIt()
    {
        await Webhooks.PutAsync("crm", Settings);
        await SpoilAsync();

        Assert.True((await Webhooks.DeleteAsync("crm")).Succeeded);
        Assert.Empty(await Webhooks.ListAsync());
    }

    [Fact]
    public async Task Delete_Twice_FindsNothingTheSecondTime()
    {
        await Webhooks.PutAsync("crm", Settings);

        Assert.Equal("crm", (await Webhooks.DeleteAsync("crm")).Value!.Name);
        Assert.Equal("unknownWebhook", (await Webhooks.DeleteAsync("crm")).Problem?.Code);
    }

    private Task<int> SpoilAsync() => _cluster.Services.GetRequiredService<IPlatformDatabase>().WriteAsync(
        "local", session => session.ExecuteAsync("UPDATE webhook SET secret = 'spoilt' WHERE tenant = 'local'"), default);
}
