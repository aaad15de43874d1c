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
    public async Task<ImmutableArray<RoutingCase>> CasesAsync(string tenant, CancellationToken cancellationToken)
    {
        if (_tenants.TryGetValue(tenant, out var known) && IsFresh(known))
        {
            return known.All;
        }

        // While somebody reads the rows again, what is known is good enough; only who knows nothing waits.
        if (!await _change.WaitAsync(known is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
        {
            return known!.All;
        }

        try
        {
            if (!_tenants.TryGetValue(tenant, out known) || !IsFresh(known))
            {
                _tenants[tenant] = known = await ReadAsync(tenant, known?.Cases ?? Known.Nothing, cancellationToken);
            }

            return known.All;
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
                var learned = await CasesOfAsync(tenant, ended, known.Cases, cancellationToken);
                _tenants[tenant] = new(known.ReadAt, Latest(known.Cases.SetItems(learned)));
            }
        }
        finally
        {
            _change.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _change.Dispose();

    private bool IsFresh(Known known) => time.GetUtcNow() - known.ReadAt < KeptFor;

    private async Task<Known> ReadAsync(string tenant, ImmutableSortedDictionary<string, RoutingCase> before, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await interactions.EndedAsync(tenant, source: null, now - Window, after: null, CasesKept, cancellationToken);
        return new(now, Known.Nothing.SetItems(await CasesOfAsync(tenant, rows, before, cancellationToken)));
    }

    /// <summary>The cases of ended questions by id. The tables of a question known before are not looked for again.</summary>
    private async Task<List<KeyValuePair<string, RoutingCase>>> CasesOfAsync(
        string tenant, IEnumerable<PastQuestion> ended, ImmutableSortedDictionary<string, RoutingCase> before, CancellationToken cancellationToken)
    {
        // A routine question fills a batch with itself.
        var found = new Dictionary<(string Source, string Question), ImmutableArray<FoundTable>>();
        var cases = new List<KeyValuePair<string, RoutingCase>>();
        foreach (var asked in ended)
        {
            if (asked.Agent is not { } agent)
            {
                continue;
            }

            if (before.TryGetValue(asked.Id, out var known) && !known.Tables.IsEmpty)
            {
                found[(asked.Source, asked.Question)] = known.Tables;
            }

            if (!found.TryGetValue((asked.Source, asked.Question), out var touched))
            {
                touched = await tables.FindAsync(new SourceKey(tenant, asked.Source), asked.Question, cancellationToken);
                found.Add((asked.Source, asked.Question), touched);
            }

            cases.Add(new(asked.Id, new(agent, asked, touched)));
        }

        return cases;
    }

    /// <summary>Ids sort by time: the first are the oldest.</summary>
    private static ImmutableSortedDictionary<string, RoutingCase> Latest(ImmutableSortedDictionary<string, RoutingCase> cases) =>
        cases.Count <= CasesKept ? cases : cases.RemoveRange(cases.Keys.Take(cases.Count - CasesKept));

    private sealed record Known(DateTimeOffset ReadAt, ImmutableSortedDictionary<string, RoutingCase> Cases)
    {
        public static readonly ImmutableSortedDictionary<string, RoutingCase> Nothing = ImmutableSortedDictionary.Create<string, RoutingCase>(StringComparer.Ordinal);

        /// <summary>The same in one piece: every question that is routed reads all of them.</summary>
        public ImmutableArray<RoutingCase> All { get; } = [.. Cases.Values];
    }
}
