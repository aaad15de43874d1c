using System.Text.Json.Serialization;
using AgentCluster.Execution;
using AgentCluster.Interactions;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A question.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AskBody : IRequestBody
{
    /// <summary>Longest wait for the end, seconds.</summary>
    public const int MaxWaitSeconds = 300;

    private const int DefaultWaitSeconds = 30;

    /// <summary>1 to 4,000 characters, or one SQL statement that reads (64 KB).</summary>
    public string? Question { get; init; }

    /// <summary>Conversation that the question may lean on, or null.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Name of the source asked about; null means <c>default</c>.</summary>
    public string? Source { get; init; } = SourceKey.DefaultSource;

    /// <summary>IANA time zone of the asker; null means UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How long to wait for the end, 0 to 300 seconds; null means 30.</summary>
    public int? WaitSeconds { get; init; } = DefaultWaitSeconds;

    /// <summary><see cref="WaitSeconds"/> as a duration.</summary>
    [JsonIgnore]
    public TimeSpan Wait => TimeSpan.FromSeconds(WaitSeconds ?? DefaultWaitSeconds);

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        Texts.Question(errors, "question", Question);
        Texts.OptionalName(errors, "conversationId", ConversationId);
        Texts.OptionalName(errors, "source", Source);
        Texts.OptionalTimeZone(errors, "timeZone", TimeZone);
        if (WaitSeconds is < 0 or > MaxWaitSeconds)
        {
            errors.Add("waitSeconds", "'waitSeconds' must be a whole number from 0 to 300.");
        }
    }

    /// <summary>The question for the cluster.</summary>
    public AskRequest ToRequest(string? agent, string askedBy) => new()
    {
        Question = (Question ?? "").Trim(),
        Agent = agent,
        ConversationId = ConversationId,
        Source = Source ?? SourceKey.DefaultSource,
        TimeZone = TimeZone,
        AskedBy = askedBy,
    };
}
