using System.Collections.Concurrent;

namespace AgentCluster.Execution.Audit;

/// <summary>Seals the execution log, signs its head, and verifies both.</summary>
internal sealed class AuditTrail(ExecutionLogStore store, HeadFile file, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ChainHead> _signed = new(StringComparer.Ordinal);

    /// <summary>Seals all that is committed, and signs the head if it is new.</summary>
    /// <exception cref="IOException">The rows are sealed, but their head could not be signed now.</exception>
    public async Task SealAsync(string tenant, CancellationToken cancellationToken)
    {
        bool more;
        do
        {
            (var head, more) = await store.SealAsync(tenant, cancellationToken);
            await SignAsync(tenant, head, cancellationToken);
        }
        while (more);
    }

    /// <summary>Checks every link, and that the chain holds every signed head.</summary>
    public async Task<AuditVerification> VerifyAsync(string tenant, CancellationToken cancellationToken)
    {
        // The heads first: what is signed meanwhile is in rows that are read later.
        var verifier = new ChainVerifier(tenant, file.IsOn ? await file.ReadAsync(tenant, cancellationToken) : null);
        var (before, _) = await store.EndAsync(tenant, cancellationToken);
        long? last = 0;
        while (last is { } seen)
        {
            var rows = await store.ListAsync(tenant, seen, since: null, ExecutionLogStore.PageSize, cancellationToken);
            last = rows.All(verifier.Add) && rows.Length > 0 ? rows[^1].Seq : null;
        }

        var (after, sealedRows) = await store.EndAsync(tenant, cancellationToken);
        return verifier.End(before, after, sealedRows);
    }

    // A head that is not beyond the last signed one is not signed: a log that was cut gets no new blessing before it says so.
    private async Task SignAsync(string tenant, ChainHead head, CancellationToken cancellationToken)
    {
        if (!file.IsOn)
        {
            return;
        }

        if (!_signed.TryGetValue(tenant, out var signed))
        {
            signed = (await file.ReadAsync(tenant, cancellationToken)).LastOrDefault(line => line is not null)?.Head ?? ChainHead.Start;
        }

        if (head.Seq > signed.Seq)
        {
            file.Append(tenant, new(head, time.GetUtcNow()));
            signed = head;
        }

        _signed[tenant] = signed;
    }
}
