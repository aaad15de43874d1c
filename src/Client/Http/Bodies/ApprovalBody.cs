using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Approvals;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>What a client wants a human's decision for; the client acts by itself.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ApprovalBody : IRequestBody
{
    private const int ShortestTimeout = 10;
    private const int LongestTimeout = 24 * 60 * 60;

    /// <summary>What it wants to do, 1 to 200 characters.</summary>
    public string? Action { get; init; }

    /// <summary>With what, an object; null means nothing.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>; null means <c>medium</c>.</summary>
    public string? RiskLevel { get; init; }

    /// <summary>How long people have, 10 s to 24 h: low and medium risk then expire, high and critical escalate. Null means the configured time.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(Action))
        {
            errors.Add("action", "'action' must say in 1 to 200 characters what is to be decided.");
        }

        Texts.Optional(errors, "action", Action, 200);
        if (Arguments is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            errors.Add("arguments", "'arguments' must be an object.");
        }

        if (RiskLevel is not null && !EnumNames<Risk>.TryParse(RiskLevel, out _))
        {
            errors.Add("riskLevel", $"'riskLevel' must be one of: {EnumNames<Risk>.Listed}.");
        }

        if (TimeoutSeconds is < ShortestTimeout or > LongestTimeout)
        {
            errors.Add("timeoutSeconds", $"'timeoutSeconds' must lie between {ShortestTimeout} and {LongestTimeout}.");
        }
    }

    /// <summary>The request for the cluster.</summary>
    public ApprovalRequest ToRequest(string by, string operation) => new()
    {
        Action = Action!.Trim(),
        Arguments = Arguments is { ValueKind: JsonValueKind.Object } arguments ? JsonSerializer.Serialize(arguments) : "{}",
        Risk = RiskLevel is null ? Risk.Medium : EnumNames<Risk>.Parse(RiskLevel),
        Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        RequestedBy = by,
        Operation = operation,
    };
}
