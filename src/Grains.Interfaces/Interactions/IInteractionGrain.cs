using Orleans.Concurrency;

namespace AgentCluster.Interactions;

/// <summary>
/// The durable run of one question; grain key <see cref="InteractionKey"/>. The row in <c>agent_interaction</c> is the only
/// truth: written before the question is acknowledged, at the end, and before each outside effect or wait.
/// </summary>
[Repeatable, Alias("AgentCluster.Interactions.IInteractionGrain")]
public interface IInteractionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Accepts the question durably and starts its run. Called again with the same key it starts nothing and answers with what stands.
    /// </summary>
    /// <param name="request">The question.</param>
    /// <param name="wait">How long to wait for the end, at most 20 s; zero returns once the question is durable.</param>
    /// <param name="cancellationToken">Cancels the wait, never the run.</param>
    /// <returns>The interaction, ended or still running, or why it was not accepted (nothing is stored then).</returns>
    [Alias("StartAsync")]
    Task<Outcome<Interaction>> StartAsync(AskRequest request, TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>Reads the interaction, waiting for its end if it still runs.</summary>
    /// <param name="wait">How long to wait, at most 20 s.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The interaction, or null when there is none of this key.</returns>
    [AlwaysInterleave, Alias("GetAsync")]
    Task<Interaction?> GetAsync(TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>Ends a running interaction as cancelled; one that has ended stays as it is.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    [AlwaysInterleave, Alias("CancelAsync")]
    Task<Outcome<Interaction>> CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>Records a person's word on the answer and learns from it; durable and learned when it returns.</summary>
    /// <param name="feedback">The verdict, and the right statement if known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [ResponseTimeout("00:05:00"), Alias("FeedbackAsync")]
    Task<Outcome<Interaction>> FeedbackAsync(Feedback feedback, CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes on with a run that a crash interrupted, and ends one that waits for a human by what became of its action; does nothing when it has
    /// ended, already runs here, or nobody has decided.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call, not the run.</param>
    [AlwaysInterleave, Alias("ResumeAsync")]
    Task ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>Every event after a position, as they happen, the last one with the ended interaction.</summary>
    /// <param name="after">Sequence of the last event already seen; 0 for all.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    [AlwaysInterleave, Alias("EventsAsync")]
    IAsyncEnumerable<InteractionEvent> EventsAsync(int after, CancellationToken cancellationToken = default);
}
