using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Tools;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Learning;

/// <summary>The steps of one background run, in an order that a checkpoint can name.</summary>
internal sealed partial class LearningRun(IGrainFactory grains, StaleReview review, PatternMiner miner, SourceRegistry sources, ILogger<LearningRun> logger)
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
        var steps = Steps(tenant, await sources.NamesAsync(tenant, cancellationToken), cancellationToken).ToList();

        // A checkpoint of a source that is gone names no step: every step is done again, which does no harm.
        var next = steps.FindIndex(step => step.Name == checkpoint) + 1;
        foreach (var (name, step) in steps.Skip(next))
        {
            if (await TryAsync(name, step, cancellationToken) is { } fault)
            {
                faults.Add(fault);
            }

            await done(name);
        }

        return faults;
    }

    /// <summary>A step that fails is told in the run's record; the steps after it, about other sources, still run.</summary>
    private async Task<string?> TryAsync(string name, Func<Task<string?>> step, CancellationToken cancellationToken)
    {
        try
        {
            return await step();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (AgentClusterException failure)
        {
            return $"{name}: {failure.Message}";
        }
#pragma warning disable CA1031 // A bug in one step must not keep the schedule from going on; the log has it.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogStepFailed(logger, name, bug);
            return $"{name}: failed inside; the log has the details.";
        }
    }

    [LoggerMessage(EventId = 4005, Level = LogLevel.Error, Message = "Learning step {Step} failed")]
    private static partial void LogStepFailed(ILogger logger, string step, Exception failure);

    private IEnumerable<(string Name, Func<Task<string?>> Run)> Steps(string tenant, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            var source = new SourceKey(tenant, name);
            yield return ($"discover {name}", () => DiscoverAsync(source, cancellationToken));
            yield return ($"review {name}", () => ReviewAsync(source, cancellationToken));
            yield return ($"mine {name}", () => MineAsync(source, cancellationToken));
            yield return ($"propose tools {name}", () => ProposeToolsAsync(source, cancellationToken));
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
        await review.ReviewAsync(source, cancellationToken);
        return null;
    }

    private async Task<string?> MineAsync(SourceKey source, CancellationToken cancellationToken)
    {
        await miner.MineAsync(source, cancellationToken);
        return null;
    }

    private async Task<string?> ProposeToolsAsync(SourceKey source, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IToolsmithGrain>(source.ToString()).ProposeAsync(cancellationToken);
        return null;
    }

    private async Task<string?> RetireAsync(string tenant, CancellationToken cancellationToken)
    {
        await review.RetireUnknownAsync(tenant, cancellationToken);
        return null;
    }
}
