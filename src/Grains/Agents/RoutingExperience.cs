using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Learning;

namespace AgentCluster.Agents;

/// <summary>
/// The latest ended questions of each tenant in this process's memory. The rows are the truth: they are read once, kept up to date by what
/// the agents of this process learn, and read again now and then for what others learned, so that routing a question reads no row.
/// </summary>
internal sealed class RoutingExperience(IInteractionStore interactions, TableFinder tables, TimeProvider time) : IDisposable
{
    private const int CasesKept = 1_000;
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Known> _tenants = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _change = new(1);

    /// <summary>The cases of a tenant.</summary>
    public async Task<IEnumerable<RoutingCase>> CasesAsync(string tenant, CancellationToken cancellationToken)
    {
        if (_tenants.TryGetValue(tenant, out var known) && time.GetUtcNow() - known.ReadAt < KeptFor)
        {
            return known.Cases.Values;
        }

        await _change.WaitAsync(cancellationToken);
        try
        {
            if (!_tenants.TryGetValue(tenant, out known) || time.GetUtcNow() - known.ReadAt >= KeptFor)
            {
                var now = time.GetUtcNow();
                var rows = await interactions.EndedAsync(tenant, null, now - Window, null, CasesKept, cancellationToken);
                _tenants[tenant] = known = new(now, await WithAsync(tenant, ImmutableSortedDictionary.Create<string, RoutingCase>(StringComparer.Ordinal), rows, cancellationToken));
            }

            return known.Cases.Values;
        }
        finally
        {
            _change.Release();
        }
    }

    /// <summary>Takes in what an agent of this process just learned from; a question that was judged replaces what was known of it.</summary>
    public async Task LearnAsync(string tenant, IEnumerable<PastQuestion> ended, CancellationToken cancellationToken)
    {
        await _change.WaitAsync(cancellationToken);
        try
        {
            if (_tenants.TryGetValue(tenant, out var known))
            {
                _tenants[tenant] = known with { Cases = await WithAsync(tenant, known.Cases, ended, cancellationToken) };
            }
        }
        finally
        {
            _change.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _change.Dispose();

    private async Task<ImmutableSortedDictionary<string, RoutingCase>> WithAsync(
        string tenant, ImmutableSortedDictionary<string, RoutingCase> cases, IEnumerable<PastQuestion> ended, CancellationToken cancellationToken)
    {
        foreach (var asked in ended)
        {
            if (asked.Agent is { } agent)
            {
                var touched = await tables.FindAsync(new SourceKey(tenant, asked.Source), asked.Question, cancellationToken);
                cases = cases.SetItem(asked.Id, new(agent, asked, touched));
            }
        }

        // Ids sort by time: the first are the oldest.
        return cases.Count <= CasesKept ? cases : cases.RemoveRange(cases.Keys.Take(cases.Count - CasesKept));
    }

    private sealed record Known(DateTimeOffset ReadAt, ImmutableSortedDictionary<string, RoutingCase> Cases);
}
