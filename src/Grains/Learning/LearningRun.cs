using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Learning;

/// <summary>The steps of one background run, in an order that a checkpoint can name.</summary>
internal sealed class LearningRun(IGrainFactory grains, StaleReview review, SourceRegistry sources)
{
    /// <summary>Runs every step after <paramref name="checkpoint"/>.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="checkpoint">Last step done by an interrupted run; empty to begin at the first.</param>
    /// <param name="done">Records a step durably before the next one begins.</param>
    /// <param name="cancellationToken">Cancels between and within steps.</param>
    /// <returns>Sentences about steps that failed without stopping the rest; empty when all went well.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string tenant, string checkpoint, Func<string, Task> done, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var (name, step) in Steps(tenant, await sources.NamesAsync(tenant, cancellationToken), cancellationToken)
                     .SkipWhile(step => checkpoint.Length > 0 && step.Name != checkpoint)
                     .Skip(checkpoint.Length > 0 ? 1 : 0))
        {
            if (await step() is { } fault)
            {
                faults.Add(fault);
            }

            await done(name);
        }

        return faults;
    }

    private IEnumerable<(string Name, Func<Task<string?>> Run)> Steps(string tenant, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            var source = new SourceKey(tenant, name);
            yield return ($"discover {name}", () => DiscoverAsync(source, cancellationToken));
            yield return ($"review {name}", () => ReviewAsync(source, cancellationToken));
        }

        yield return ("retire", () => RetireAsync(tenant, cancellationToken));
    }

    private async Task<string?> DiscoverAsync(SourceKey source, CancellationToken cancellationToken)
    {
        var outcome = await grains.GetGrain<IDiscoveryGrain>(source.ToString()).RunAsync(cancellationToken);
        return outcome.Problem is { } problem ? $"Source '{source.Source}': {problem.Message}" : null;
    }

    private async Task<string?> ReviewAsync(SourceKey source, CancellationToken cancellationToken)
    {
        try
        {
            await review.ReviewAsync(source, cancellationToken);
            return null;
        }
        catch (AgentClusterException away) when (away.IsTransient)
        {
            return $"Source '{source.Source}': {away.Message}";
        }
    }

    private async Task<string?> RetireAsync(string tenant, CancellationToken cancellationToken)
    {
        await review.RetireUnknownAsync(tenant, cancellationToken);
        return null;
    }
}
