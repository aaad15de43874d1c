using System.Collections.Immutable;
using AgentCluster.Notifications;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>Keeps webhooks in memory.</summary>
internal sealed class FakeWebhooks : IWebhooksGrain
{
    public Dictionary<string, WebhookSettings> Settings { get; } = [];

    public Task<ImmutableArray<WebhookView>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<ImmutableArray<WebhookView>>([.. Settings.Keys.Select(View)]);

    public Task<Outcome<WebhookView>> GetAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<WebhookView>>(Settings.ContainsKey(name) ? View(name) : Problem.NotFound("unknownWebhook", "There is none.", "name"));

    public Task<Outcome<WebhookView>> PutAsync(string name, WebhookSettings settings, CancellationToken cancellationToken = default)
    {
        Settings[name] = settings;
        return Task.FromResult<Outcome<WebhookView>>(View(name) with { Secret = "whsec_once" });
    }

    public async Task<Outcome<WebhookView>> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var view = await GetAsync(name, cancellationToken);
        Settings.Remove(name);
        return view;
    }

    private WebhookView View(string name) => new() { Name = name, Url = Settings[name].Url, Events = Settings[name].Events, UpdatedAt = DateTimeOffset.UnixEpoch };
}
