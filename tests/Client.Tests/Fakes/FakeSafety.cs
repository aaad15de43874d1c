using System.Collections.Immutable;
using AgentCluster.Execution;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>Inspection, policy, freeze switch and audit log of a tenant.</summary>
internal sealed class FakeSafety : ISafetyGrain, IAuditGrain
{
    private static readonly AuditRecord Row = new() { Seq = 7, At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Event = "frozen", By = "local", Hash = "h" };

    public FreezeState Freeze { get; private set; } = new();

    public AuditQuery? Listed { get; private set; }

    public Task<Outcome<Inspection>> InspectAsync(string source, string sql, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<Inspection>>(new Inspection { Verdict = Verdict.Dangerous, Kind = "drop table" });

    public Task<PolicyView> PolicyAsync() => Task.FromResult(new PolicyView
    {
        Rules = ImmutableSortedDictionary<string, PolicyRule>.Empty.Add("Mail", new() { Effect = ActionEffect.Mail, Risk = Risk.Medium, Reason = "r" }),
        CriticalQuorum = 2,
    });

    public Task<FreezeState> FreezeStateAsync(CancellationToken cancellationToken = default) => Task.FromResult(Freeze);

    public Task<FreezeState> FreezeAsync(bool frozen, string? reason, string by, CancellationToken cancellationToken = default) =>
        Task.FromResult(Freeze = new() { Frozen = frozen, Reason = reason, By = by });

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<Outcome<Page<AuditRecord>>> ListAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        Listed = query;
        return Task.FromResult<Outcome<Page<AuditRecord>>>(new Page<AuditRecord> { Items = [Row], Next = "7" });
    }

    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(new AuditVerification { Intact = false, VerifiedTo = 6, SignedTo = 9, BrokenAt = 7, Reason = "r" });
}
