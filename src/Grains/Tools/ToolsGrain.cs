using System.Collections.Immutable;
using AgentCluster.Execution;
using Orleans.Concurrency;

namespace AgentCluster.Tools;

/// <remarks>Reentrant: a tool may call tools and agents, whose calls come back here. There is no state, so there is no invariant across awaits.</remarks>
[StatelessWorker, Reentrant]
internal sealed class ToolsGrain(ToolCalls calls, ToolViews views, SelfMade.ToolLifecycle lifecycle) : Grain, IToolsGrain
{
    private string Tenant => this.GetPrimaryKeyString();

    public Task<ImmutableArray<ToolView>> ListAsync(CancellationToken cancellationToken = default) => views.ListAsync(Tenant, cancellationToken);

    public Task<Outcome<ToolView>> GetAsync(string name, CancellationToken cancellationToken = default) => views.GetAsync(Tenant, name, cancellationToken);

    public Task<Outcome<ImmutableArray<ToolView>>> VersionsAsync(string name, CancellationToken cancellationToken = default) =>
        views.VersionsAsync(Tenant, name, cancellationToken);

    public Task<Outcome<ActionProposal>> PrepareAsync(ToolInvocation call, CancellationToken cancellationToken = default) =>
        calls.PrepareAsync(Tenant, call, cancellationToken);

    public Task<Outcome<ActionOutcome>> InvokeAsync(ToolInvocation call, CancellationToken cancellationToken = default) =>
        calls.InvokeAsync(Tenant, call, cancellationToken);

    public async Task<Outcome<ToolView>> RetireAsync(string name, CancellationToken cancellationToken = default) =>
        await lifecycle.RetireAsync(Tenant, name, cancellationToken) ?? await views.GetAsync(Tenant, name, cancellationToken);

    public async Task<Outcome<ToolView>> RestoreAsync(string name, int version, CancellationToken cancellationToken = default) =>
        await lifecycle.RestoreAsync(Tenant, name, version, cancellationToken) ?? await views.GetAsync(Tenant, name, cancellationToken);
}
