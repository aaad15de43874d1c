using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>Tries what became stale against the live database: what still holds comes back, what does not is retired.</summary>
internal sealed class StaleReview(Memories memories, SafeExecutor executor, StatementDependencies dependencies, SourceRegistry sources)
{
    private const int BatchSize = 200;

    /// <summary>Reviews every stale memory of a source.</summary>
    public async Task ReviewAsync(SourceKey source, CancellationToken cancellationToken)
    {
        while (await memories.StaleAsync(source.Tenant, source.Source, BatchSize, cancellationToken) is { Length: > 0 } stale)
        {
            foreach (var memory in stale)
            {
                if (await HoldsAsync(source, memory, cancellationToken))
                {
                    var rests = await dependencies.OfAsync(source, memory.Content, cancellationToken);
                    if (rests.Problem is { } problem)
                    {
                        throw new AgentClusterException(problem.Message, isTransient: true);
                    }

                    await memories.RevalidateAsync(source.Tenant, memory.Id, rests.Value, cancellationToken);
                }
                else
                {
                    await memories.RetireAsync(source.Tenant, memory.Id, cancellationToken);
                }
            }
        }
    }

    /// <summary>Retires what was learned of a source that is no more.</summary>
    public async Task RetireUnknownAsync(string tenant, CancellationToken cancellationToken)
    {
        var known = await sources.NamesAsync(tenant, cancellationToken);
        await memories.RetireSourcesExceptAsync(tenant, known, cancellationToken);
    }

    /// <summary>A statement holds when it still runs. Facts are written anew by every discovery: a stale one describes what is gone.</summary>
    private async Task<bool> HoldsAsync(SourceKey source, MemoryItem memory, CancellationToken cancellationToken)
    {
        if (memory.Kind is not (MemoryKinds.SqlExample or MemoryKinds.Correction))
        {
            return false;
        }

        var outcome = await executor.ReadAsync(
            new ReadRequest { Source = source, Sql = memory.Content, Agent = "learner", MaxRows = 1 }, cancellationToken);
        return outcome.Problem is { Kind: ProblemKind.Unavailable } away
            ? throw new AgentClusterException(away.Message, isTransient: true)
            : outcome.Problem is null;
    }
}
