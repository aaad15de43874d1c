using System.Collections.Concurrent;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>API keys in memory.</summary>
internal sealed class FakeCredentials(TimeProvider time) : ICredentialsGrain
{
    private readonly ConcurrentDictionary<string, (string Digest, ApiKeyView View)> _keys = new();

    public int Lookups { get; private set; }

    /// <summary>What look-ups wait for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public string Issue(Roles roles, string tenant = "acme", DateTimeOffset? expiresAt = null)
    {
        var key = ApiKey.New();
        _keys[key.Id] = (key.Digest, new() { Id = key.Id, Tenant = tenant, Name = "test", Roles = roles, CreatedAt = time.GetUtcNow(), CreatedBy = "cli", ExpiresAt = expiresAt });
        return key.Text;
    }

    public void Revoke(string text)
    {
        Assert.True(ApiKey.TryParse(text, out var key));
        _keys[key.Id] = _keys[key.Id] with { View = _keys[key.Id].View with { RevokedAt = time.GetUtcNow() } };
    }

    public async Task<Credential> VerifyAsync(string id, string digest, CancellationToken cancellationToken = default)
    {
        Lookups++;
        await Gate;
        return _keys.TryGetValue(id, out var known) && known.Digest == digest
            ? Credential.Of(known.View, time.GetUtcNow())
            : new() { Status = CredentialStatus.Unknown };
    }

    public Task<bool> AnyIssuedAsync(CancellationToken cancellationToken = default) => Task.FromResult(!_keys.IsEmpty);
}
