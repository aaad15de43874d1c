namespace AgentCluster.Execution;

/// <summary>Opens the database behind a source for discovery, as its engine does it.</summary>
internal sealed class SourceConnections(SourceRegistry registry, SourceEngines engines) : ISourceConnections
{
    public async Task<Outcome<DiscoveryConnection>> OpenForDiscoveryAsync(SourceKey source, CancellationToken cancellationToken)
    {
        var settings = await registry.FindAsync(source, cancellationToken);
        return settings.Succeeded
            ? await engines.For(settings.Value.Provider).OpenForDiscoveryAsync(source, settings.Value, cancellationToken)
            : settings.Problem;
    }
}
