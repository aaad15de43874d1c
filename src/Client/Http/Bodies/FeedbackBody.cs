using System.Text.Json.Serialization;
using AgentCluster.Interactions;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A person's word on an answer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FeedbackBody : IRequestBody
{
    /// <summary><c>correct</c> or <c>incorrect</c>.</summary>
    public string? Verdict { get; init; }

    /// <summary>The statement that would have been right, or null.</summary>
    public string? CorrectedSql { get; init; }

    /// <summary>Free words, at most 2,000 characters, or null.</summary>
    public string? Comment { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (!EnumNames<FeedbackVerdict>.TryParse(Verdict, out _))
        {
            errors.Add("verdict", $"'verdict' must be one of: {EnumNames<FeedbackVerdict>.Listed}.");
        }

        if (CorrectedSql is not null)
        {
            Texts.Sql(errors, "correctedSql", CorrectedSql);
        }

        Texts.Optional(errors, "comment", Comment, 2_000);
    }

    /// <summary>The word for the cluster.</summary>
    public Feedback ToFeedback() => new()
    {
        Verdict = EnumNames<FeedbackVerdict>.Parse(Verdict),
        CorrectedSql = CorrectedSql,
        Comment = Comment,
    };
}
