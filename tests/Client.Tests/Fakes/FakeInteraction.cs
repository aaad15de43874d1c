using System.Runtime.CompilerServices;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using Orleans.Runtime;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>An interaction that knows one agent and one source and answers as told.</summary>
internal sealed class FakeInteraction(string key) : IInteractionGrain
{
    public static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public int Starts { get; private set; }

    public int Reads { get; private set; }

    public bool Exists { get; set; } = true;

    /// <summary>How many reads it still runs.</summary>
    public int RunsFor { get; set; }

    public AskRequest? Asked { get; private set; }

    public Feedback? Said { get; private set; }

    public Exception? Fault { get; set; }

    /// <summary>What a start waits for, given the token that reached the grain.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>How many attempts to read events time out, as they do during a long step.</summary>
    public int QuietFor { get; set; }

    /// <summary>What the events wait for, given the token that reached the grain.</summary>
    public Func<CancellationToken, Task> BeforeEvents { get; set; } = _ => Task.CompletedTask;

    /// <summary>Event after which the stream breaks off once, as it does when an activation goes.</summary>
    public int? BreaksAfter { get; set; }

    public List<TimeSpan> Waits { get; } = [];

    public ResultSet? Result { get; set; } = new() { Columns = ["count"], ColumnTypes = ["integer"], RowsJson = "[[42]]", RowCount = 1 };

    public async Task<Outcome<Interaction>> StartAsync(AskRequest request, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        await Before(cancellationToken);
        Starts++;
        Asked = request;
        Waits.Add(wait);
        return (Fault, request) switch
        {
            ({ } fault, _) => throw fault,
            (_, { Agent: not (null or "data-analyst") }) => Problem.NotFound("unknownAgent", "There is no such agent.", "agent"),
            (_, { Source: not "default" }) => Problem.NotFound("unknownSource", "There is no such source.", "source"),
            _ => Now(),
        };
    }

    public Task<Interaction?> GetAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        Reads++;
        Waits.Add(wait);
        if (Fault is not null)
        {
            throw Fault;
        }

        return Task.FromResult(Exists ? Now() : null);
    }

    public Task<Outcome<Interaction>> CancelAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<Interaction>>(Now() with { Status = InteractionStatus.Cancelled });

    public Task<Outcome<Interaction>> FeedbackAsync(Feedback feedback, CancellationToken cancellationToken = default)
    {
        Said = feedback;
        return Task.FromResult<Outcome<Interaction>>(Now() with { Feedback = feedback });
    }

    public Task ResumeAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async IAsyncEnumerable<InteractionEvent> EventsAsync(int after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (QuietFor-- > 0)
        {
            throw new TimeoutException();
        }

        await BeforeEvents(cancellationToken);
        await Task.Yield();
        for (var sequence = after + 1; sequence <= 3; sequence++)
        {
            if (sequence - 1 == BreaksAfter)
            {
                BreaksAfter = null;
                throw new EnumerationAbortedException("The activation went.");
            }

            yield return sequence < 3
                ? new() { Sequence = sequence, Step = new() { At = At, Kind = "reasoning", Summary = $"step {sequence}", DurationMs = 1 } }
                : new() { Sequence = sequence, Done = Now() };
        }
    }

    private Interaction Now() => new()
    {
        Id = InteractionKey.Parse(key).Id,
        Agent = "data-analyst",
        Status = RunsFor-- > 0 ? InteractionStatus.Running : InteractionStatus.Completed,
        Question = Asked?.Question ?? "How many?",
        Source = "default",
        CreatedAt = At,
        Answer = "42 <b>rows</b>",
        Sql = "SELECT count(*) FROM t",
        Result = Result,
        Confidence = 0.9,
        Model = "local",
    };
}
