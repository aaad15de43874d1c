using AgentCluster.Interactions;
using Google.Protobuf.WellKnownTypes;

namespace AgentCluster.Client.Rpc.Messages;

/// <summary>Questions as messages.</summary>
internal static class InteractionMessages
{
    /// <summary>A question without its steps.</summary>
    public static V1.Interaction ToMessage(this InteractionResource resource)
    {
        var message = new V1.Interaction
        {
            InteractionId = resource.InteractionId,
            Status = StatusOf(resource.Status),
            Question = resource.Question,
            Source = resource.Source,
            CreatedAt = Timestamp.FromDateTimeOffset(resource.CreatedAt),
            Columns = { resource.Columns },
            ColumnTypes = { resource.ColumnTypes },
            Rows = { RowsOf(resource.Rows.Json) },
            RowCount = resource.RowCount,
            Truncated = resource.Truncated,
            Assumptions = { resource.Assumptions },
            MemoriesUsed = { resource.MemoriesUsed.Select(use => new V1.MemoryUse { Id = use.Id, Kind = use.Kind, Content = use.Content, Score = use.Score }) },
            Confidence = resource.Confidence,
            Tokens = new() { Input = resource.Tokens.Input, Output = resource.Tokens.Output },
            DurationMs = resource.DurationMs,
            Error = resource.Error is { } error ? new() { Code = error.Code, Message = error.Message, Transient = error.Transient } : null,
        };
        Optional.Set(resource.Agent, value => message.Agent = value);
        Optional.Set(resource.ConversationId, value => message.ConversationId = value);
        Optional.Set(resource.Answer, value => message.Answer = value);
        Optional.Set(resource.Sql, value => message.Sql = value);
        Optional.Set(resource.ApprovalId, value => message.ApprovalId = value);
        Optional.Set(resource.ExecutionId, value => message.ExecutionId = value);
        Optional.Set(resource.Model, value => message.Model = value);
        return message;
    }

    /// <summary>A question with its steps.</summary>
    public static V1.Interaction ToMessage(this InteractionDetailResource resource)
    {
        var message = ((InteractionResource)resource).ToMessage();
        message.Steps.AddRange(resource.Steps.Select(ToMessage));
        message.Feedback = resource.Feedback?.ToMessage();
        message.EndedAt = Optional.Instant(resource.EndedAt);
        Optional.Set(resource.TimeZone, value => message.TimeZone = value);
        return message;
    }

    /// <summary>A page of questions.</summary>
    public static V1.ListInteractionsResponse ToMessage(this ListResource<InteractionResource> page)
    {
        var message = new V1.ListInteractionsResponse { Items = { page.Items.Select(ToMessage) } };
        Optional.Set(page.Next, value => message.Next = value);
        return message;
    }

    /// <summary>An event of a question.</summary>
    public static V1.InteractionEvent ToMessage(this InteractionEvent happened, string id)
    {
        var message = new V1.InteractionEvent { InteractionId = id, Sequence = happened.Sequence };
        if (happened.Done is { } done)
        {
            message.Done = InteractionDetailResource.From(done).ToMessage();
        }
        else
        {
            message.Step = happened.Step!.ToMessage();
        }

        return message;
    }

    private static V1.InteractionStep ToMessage(this InteractionStep step) =>
        new() { At = Timestamp.FromDateTimeOffset(step.At), Kind = step.Kind, Summary = step.Summary, DurationMs = step.DurationMs };

    private static V1.Feedback ToMessage(this FeedbackResource feedback)
    {
        var message = new V1.Feedback { Verdict = feedback.Verdict == FeedbackVerdict.Correct ? V1.FeedbackVerdict.Correct : V1.FeedbackVerdict.Incorrect };
        Optional.Set(feedback.CorrectedSql, value => message.CorrectedSql = value);
        Optional.Set(feedback.Comment, value => message.Comment = value);
        return message;
    }

    private static IEnumerable<ListValue> RowsOf(string json) => ListValue.Parser.ParseJson(json).Values.Select(row => row.ListValue);

    private static V1.InteractionStatus StatusOf(InteractionStatus status) => status switch
    {
        InteractionStatus.Running => V1.InteractionStatus.Running,
        InteractionStatus.Completed => V1.InteractionStatus.Completed,
        InteractionStatus.AwaitingApproval => V1.InteractionStatus.AwaitingApproval,
        InteractionStatus.Rejected => V1.InteractionStatus.Rejected,
        InteractionStatus.Expired => V1.InteractionStatus.Expired,
        InteractionStatus.Failed => V1.InteractionStatus.Failed,
        InteractionStatus.Cancelled => V1.InteractionStatus.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
