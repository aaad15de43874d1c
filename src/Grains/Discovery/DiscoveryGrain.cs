using System.Collections.Immutable;
using AgentCluster.Execution;

namespace AgentCluster.Discovery;

/// <summary>Keeps one discovery run at a time of its source; whoever comes meanwhile waits for the same run.</summary>
internal sealed class DiscoveryGrain(Discoverer discoverer, CatalogCache catalogs, CatalogStore store) : Grain, IDiscoveryGrain, IDisposable
{
    private readonly CancellationTokenSource _deactivation = new();
    private Task<Outcome<DiscoveryRun>> _run = Task.FromResult<Outcome<DiscoveryRun>>(Problem.Unavailable("notDiscovered", "No run was started."));

    private SourceKey Key => SourceKey.Parse(this.GetPrimaryKeyString());

    // Calls interleave. Invariant: `_run` is looked at and replaced without an await between, so no two runs are ever under way.
    public Task<Outcome<DiscoveryRun>> RunAsync(CancellationToken cancellationToken = default)
    {
        if (_run.IsCompleted)
        {
            // Reading a database blocks its thread; off the grain's scheduler the other calls go on.
            var key = Key;
            _run = Task.Run(() => discoverer.RunAsync(key, _deactivation.Token), CancellationToken.None);
        }

        return _run.WaitAsync(cancellationToken);
    }

    public Task<Outcome<Catalog>> CatalogAsync(CancellationToken cancellationToken = default) => catalogs.GetAsync(Key, cancellationToken);

    public async Task<Problem?> ProblemAsync(CancellationToken cancellationToken = default) => (await catalogs.GetAsync(Key, cancellationToken)).Problem;

    public Task<ImmutableArray<CatalogChange>> ChangesAsync(DateTimeOffset? since, CancellationToken cancellationToken = default) =>
        store.ChangesAsync(Key, since, cancellationToken);

    // The next activation must not begin while this one still reads.
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deactivation.CancelAsync();
        await ((Task)_run).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _deactivation.Dispose();
}
