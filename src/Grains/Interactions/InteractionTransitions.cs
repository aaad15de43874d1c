using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Reasoning;

namespace AgentCluster.Interactions;

/// <summary>
/// The state machine of one question, pure: Received, then its steps, perhaps a wait for a human's decision, then exactly one of the final statuses.
/// A transition out of a final status returns the interaction unchanged.
/// </summary>
internal static class InteractionTransitions
{
    public static Interaction Receive(string id, AskRequest request, DateTimeOffset now) => new()
    {
        Id = id,
        Agent = request.Agent,
        Status = InteractionStatus.Running,
        Question = request.Question,
        Source = request.Source,
        ConversationId = request.ConversationId,
        TimeZone = request.TimeZone,
        CreatedAt = now,
        Depth = request.Depth,
        AskedBy = request.AskedBy,
        Untrusted = request.Untrusted,
        Steps = [new InteractionStep { At = now, Kind = "received", Summary = "The question was accepted." }],
    };

    public static bool HasEnded(this Interaction interaction) =>
        interaction.Status is not (InteractionStatus.Running or InteractionStatus.AwaitingApproval);

    public static Interaction Route(this Interaction interaction, string agent, string reason, DateTimeOffset now) =>
        interaction.HasEnded() ? interaction : (interaction with { Agent = agent }).Step("routed", reason, now);

    public static Interaction Step(this Interaction interaction, string kind, string summary, DateTimeOffset now, double durationMs = 0) =>
        interaction.Step(new InteractionStep { At = now, Kind = kind, Summary = summary, DurationMs = durationMs });

    public static Interaction Step(this Interaction interaction, InteractionStep step) =>
        interaction.HasEnded() ? interaction : interaction with { Steps = interaction.Steps.Add(step) };

    public static Interaction Conclude(this Interaction interaction, ReasoningResult result, DateTimeOffset now)
    {
        if (interaction.HasEnded())
        {
            return interaction;
        }

        var concluded = interaction with
        {
            Answer = result.Answer,
            Sql = result.Sql,
            Result = result.Result,
            Assumptions = result.Assumptions,
            Fixes = result.Fixes,
            MemoriesUsed = result.MemoriesUsed,
            Confidence = result.Confidence,
            Model = result.Model,
            InputTokens = result.InputTokens,
            OutputTokens = result.OutputTokens,
            ExecutionId = result.ExecutionId,
        };
        if (result is { ApprovalId: { } approval, ExecutionId: { } execution })
        {
            return concluded.Await(approval, execution, result.Answer, now);
        }

        return result.Error is { } error ? concluded.Fail(error, now) : concluded.End(InteractionStatus.Completed, "answered", "The answer was given.", now);
    }

    public static Interaction Fail(this Interaction interaction, InteractionError error, DateTimeOffset now) =>
        interaction.HasEnded()
            ? interaction
            : (interaction with { Error = error, Confidence = 0 }).End(InteractionStatus.Failed, "failed", error.Message, now);

    public static Interaction Cancel(this Interaction interaction, DateTimeOffset now) =>
        interaction.End(InteractionStatus.Cancelled, "cancelled", "The asker cancelled the question.", now);

    /// <summary>Stops at the gate: nothing is done before a human has decided.</summary>
    public static Interaction Await(this Interaction interaction, string approvalId, string executionId, string answer, DateTimeOffset now) =>
        interaction.Status != InteractionStatus.Running
            ? interaction
            : (interaction with { Status = InteractionStatus.AwaitingApproval, ApprovalId = approvalId, ExecutionId = executionId, Answer = answer })
                .Step("approval", "A human has to decide.", now);

    /// <summary>Goes on with what became of the action that was waited for; one that is still open leaves the wait as it is.</summary>
    public static Interaction Resume(this Interaction interaction, ActionOutcome outcome, DateTimeOffset now)
    {
        if (interaction.Status != InteractionStatus.AwaitingApproval || interaction.ExecutionId != outcome.ExecutionId)
        {
            return interaction;
        }

        var told = interaction with { ApprovalId = outcome.ApprovalId ?? interaction.ApprovalId };
        return outcome.Status switch
        {
            ExecutionStatus.AwaitingApproval or ExecutionStatus.Executing => told,
            ExecutionStatus.Executed => (told with { Answer = OutcomeWords.Of(outcome) })
                .End(InteractionStatus.Completed, "executed", "It was approved and done.", now),
            ExecutionStatus.Rejected => told.Decline(InteractionStatus.Rejected, outcome, now),
            ExecutionStatus.Expired => told.Decline(InteractionStatus.Expired, outcome, now),
            ExecutionStatus.Cancelled => told.Decline(InteractionStatus.Cancelled, outcome, now),
            _ => (told with { Answer = OutcomeWords.Of(outcome) }).Fail(
                new()
                {
                    Code = outcome.Problem?.Code ?? "notExecuted",
                    Message = OutcomeWords.Of(outcome),
                    Transient = outcome.Status == ExecutionStatus.Stale || outcome.Problem is { Kind: ProblemKind.Unavailable },
                },
                now),
        };
    }

    public static Interaction Judge(this Interaction interaction, Feedback feedback) => interaction with { Feedback = feedback };

    private static Interaction Decline(this Interaction interaction, InteractionStatus status, ActionOutcome outcome, DateTimeOffset now) =>
        (interaction with { Answer = OutcomeWords.Of(outcome) }).End(status, JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), OutcomeWords.Of(outcome), now);

    private static Interaction End(this Interaction interaction, InteractionStatus status, string kind, string summary, DateTimeOffset now)
    {
        if (interaction.HasEnded())
        {
            return interaction;
        }

        var duration = (now - interaction.CreatedAt).TotalMilliseconds;
        return interaction.Step(kind, summary, now) with { Status = status, EndedAt = now, DurationMs = duration };
    }
}
