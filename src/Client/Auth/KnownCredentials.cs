using System.Collections.Concurrent;

namespace AgentCluster.Client.Auth;

/// <summary>
/// What this gateway knows of credentials. A valid key is remembered for <see cref="Kept"/>, so a revocation takes effect within that time; a
/// refused one is not, so it costs a look-up each time, which <see cref="FailureBrake"/> bounds. No more is remembered than there are keys.
/// </summary>
internal sealed class KnownCredentials(IGrainFactory grains, TimeProvider time)
{
    /// <summary>How long an answer of the cluster is believed.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (ApiKeyView Key, DateTimeOffset Until)> _valid = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Credential>>> _underWay = new(StringComparer.Ordinal);
    private volatile bool _anyIssued;
    private long _noneUntil;

    /// <summary>Whether this gateway has ever seen the key to be valid.</summary>
    public bool Knows(string digest) => _valid.ContainsKey(digest);

    /// <summary>A key that was valid a moment ago, or null.</summary>
    public ApiKeyView? Recent(string digest)
    {
        var now = time.GetUtcNow();
        return _valid.TryGetValue(digest, out var known) && now < known.Until && known.Key.StatusAt(now) == CredentialStatus.Valid ? known.Key : null;
    }

    /// <summary>Asks the cluster, once for all who wait for the same key; one of them that gives up leaves the others their answer.</summary>
    public Task<Credential> VerifyAsync(string id, string digest, CancellationToken cancellationToken) =>
        _underWay.GetOrAdd(digest, _ => new(() => LookUpAsync(id, digest))).Value.WaitAsync(cancellationToken);

    /// <summary>Whether any key was ever issued. Once true it stays so; false is believed for <see cref="Kept"/>.</summary>
    public async ValueTask<bool> AnyIssuedAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcTicks;
        if (_anyIssued || now < Volatile.Read(ref _noneUntil))
        {
            return _anyIssued;
        }

        var any = await Cluster.AnyIssuedAsync(cancellationToken);
        _anyIssued |= any;
        Volatile.Write(ref _noneUntil, now + Kept.Ticks);
        return any;
    }

    private async Task<Credential> LookUpAsync(string id, string digest)
    {
        try
        {
            var until = time.GetUtcNow() + Kept;
            var credential = await Cluster.VerifyAsync(id, digest, CancellationToken.None);
            if (credential.IsValid)
            {
                _valid[digest] = (credential.Key, until);
            }
            else
            {
                _valid.TryRemove(digest, out _);
            }

            return credential;
        }
        finally
        {
            _underWay.TryRemove(digest, out _);
        }
    }

    private ICredentialsGrain Cluster => grains.GetGrain<ICredentialsGrain>(ICredentialsGrain.Key);
}
