using System.Collections.Immutable;

namespace AgentCluster.Execution;

/// <summary>The sources of one tenant; being a singleton it puts changes in an order.</summary>
internal sealed class SourcesGrain(SourceRegistry registry) : Grain, ISourcesGrain
{
    public Task<ImmutableArray<SourceView>> ListAsync(CancellationToken cancellationToken = default) =>
        registry.ListAsync(this.GetPrimaryKeyString(), cancellationToken);

    public Task<Outcome<SourceView>> GetAsync(string name, CancellationToken cancellationToken = default) =>
        registry.GetAsync(KeyOf(name), cancellationToken);

    public Task<Outcome<SourceView>> PutAsync(string name, SourceSettings settings, CancellationToken cancellationToken = default) =>
        registry.PutAsync(KeyOf(name), settings, cancellationToken);

    public Task<Outcome<SourceView>> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        registry.DeleteAsync(KeyOf(name), cancellationToken);

    private SourceKey KeyOf(string name) => new(this.GetPrimaryKeyString(), name);
}
