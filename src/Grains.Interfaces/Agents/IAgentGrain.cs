using Orleans.Concurrency;

namespace AgentCluster.Agents;

/// <summary>One agent of one tenant with its own durable memory state; grain key <see cref="AgentKey"/>.</summary>
[Repeatable, Alias("AgentCluster.Agents.IAgentGrain")]
public interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>Profile, counters, and what it learned lately.</summary>
    /// <param name="withMemories">Whether to read the memories it learned lately.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, Alias("GetAsync")]
    Task<AgentView> GetAsync(bool withMemories, CancellationToken cancellationToken = default);

    /// <summary>Learning middleware, before: profile, catalog excerpt and recalled memories for a question.</summary>
    /// <param name="request">The question and its source.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:30"), Alias("ContextAsync")]
    Task<AgentContext> ContextAsync(ContextRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Learning middleware, after: a hint that this agent has ended interactions which it has not learned from.
    /// The rows in <c>agent_interaction</c> are the durable queue, so a lost hint loses nothing.
    /// </summary>
    [OneWay, AlwaysInterleave, Alias("NudgeAsync")]
    Task NudgeAsync();

    /// <summary>Learns from every ended interaction not learned from yet; returns when that is durable.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many interactions were learned from.</returns>
    [ResponseTimeout("00:05:00"), Alias("LearnAsync")]
    Task<int> LearnAsync(CancellationToken cancellationToken = default);
}
