using System.Security.Cryptography;
using System.Text;
using Orleans.Concurrency;

namespace AgentCluster.Tenancy;

/// <remarks>Keeps nothing: gateways remember a valid key for seconds, so that one row read here serves many requests.</remarks>
[StatelessWorker]
internal sealed class CredentialsGrain(ApiKeyStore store, KeyUses uses, TimeProvider time) : Grain, ICredentialsGrain
{
    public async Task<Credential> VerifyAsync(string id, string digest, CancellationToken cancellationToken = default)
    {
        if (await store.FindAsync(id, cancellationToken) is not var (key, hash) || !AreEqual(hash, digest))
        {
            return new() { Status = CredentialStatus.Unknown };
        }

        var now = time.GetUtcNow();
        uses.Note(key, now);
        return Credential.Of(key, now);
    }

    public Task<bool> AnyIssuedAsync(CancellationToken cancellationToken = default) => store.AnyIssuedAsync(cancellationToken);

    private static bool AreEqual(string hash, string digest) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(digest));
}
