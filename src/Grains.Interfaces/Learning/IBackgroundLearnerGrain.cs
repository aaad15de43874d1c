using System.Collections.Immutable;
using Orleans.Concurrency;

namespace AgentCluster.Learning;

/// <summary>
/// Learns by itself, by an Orleans reminder: discovers every source again, learns what changed, validates what became stale.
/// Singleton a tenant; grain key is the tenant. Checkpointed, and never two runs at a time.
/// </summary>
[Repeatable, Alias("AgentCluster.Learning.IBackgroundLearnerGrain")]
public interface IBackgroundLearnerGrain : IGrainWithStringKey
{
    /// <summary>Registers the reminder and goes on with a run that a crash interrupted; called when a silo starts.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:00:30"), Alias("StartAsync")]
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Starts a run now unless one is under way; returns once it is recorded, not when it has ended.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, Alias("RunAsync")]
    Task<LearningStatus> RunAsync(CancellationToken cancellationToken = default);

    /// <summary>Where it stands.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, Alias("StatusAsync")]
    Task<LearningStatus> StatusAsync(CancellationToken cancellationToken = default);

    /// <summary>What recurs in the questions about a source, by kind and then the most frequent first; at most some two hundred.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, Alias("PatternsAsync")]
    Task<ImmutableArray<LearnedPattern>> PatternsAsync(string source, CancellationToken cancellationToken = default);

    /// <summary>Changes the time between runs; durable when it returns.</summary>
    /// <param name="interval">One minute to 30 days.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("ScheduleAsync")]
    Task<Outcome<LearningStatus>> ScheduleAsync(TimeSpan interval, CancellationToken cancellationToken = default);

    /// <summary>Takes the reminder away, as for a tenant that is closed; a run that is under way ends by itself.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("StopAsync")]
    Task StopAsync(CancellationToken cancellationToken = default);
}
