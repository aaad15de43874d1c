using AgentCluster.Tenancy;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>An idempotency key in memory.</summary>
internal sealed class FakeIdempotency : IIdempotencyGrain
{
    private string? _fingerprint;
    private IdempotentAnswer? _answer;

    public bool Running { get; set; }

    public Task<IdempotencyClaim> BeginAsync(string fingerprint, string claim, CancellationToken cancellationToken = default)
    {
        _fingerprint ??= fingerprint;
        var verdict = _fingerprint != fingerprint ? IdempotencyVerdict.OtherRequest
            : _answer is not null ? IdempotencyVerdict.Replay
            : Running ? IdempotencyVerdict.InProgress
            : IdempotencyVerdict.Run;
        Running |= verdict == IdempotencyVerdict.Run;
        return Task.FromResult(new IdempotencyClaim { Verdict = verdict, Answer = _answer, ClaimedAt = FakeInteraction.At });
    }

    public Task CompleteAsync(string claim, IdempotentAnswer answer, CancellationToken cancellationToken = default)
    {
        (_answer, Running) = (answer, false);
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string claim, CancellationToken cancellationToken = default)
    {
        (_fingerprint, Running) = (null, false);
        return Task.CompletedTask;
    }
}
