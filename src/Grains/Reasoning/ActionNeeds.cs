using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Reasoning.Local;

namespace AgentCluster.Reasoning;

/// <summary>Tells, before an agent is picked, which tool a request to act will take: it goes to an agent that may use it.</summary>
public sealed class ActionNeeds
{
    private readonly Planner _planner;
    private readonly Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> _catalogs;
    private readonly ToolShelf _shelf;

    internal ActionNeeds(Planner planner, Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> catalogs, ToolShelf shelf) =>
        (_planner, _catalogs, _shelf) = (planner, catalogs, shelf);

    /// <summary>Name of the tool, or null when the question only asks.</summary>
    /// <param name="source">Tenant and source.</param>
    /// <param name="question">The question as it stands by itself.</param>
    /// <param name="timeZone">The asker's time zone, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<string?> ToolAsync(SourceKey source, string question, string? timeZone, CancellationToken cancellationToken)
    {
        if (await _catalogs(source, cancellationToken) is not { Value: { } catalog })
            return null;
        return _planner.Act(new()
        {
            Source = source,
            Question = question,
            Catalog = catalog,
            TimeZone = timeZone,
            Abilities = await _shelf.AbilitiesAsync(source.Tenant, null, cancellationToken),
        })?.Tool;
    }
}
