using System.Text.Json.Serialization;
using AgentCluster.Approvals;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>One of several decisions.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DecisionItemBody
{
    /// <summary>Id of the request.</summary>
    public string? Id { get; init; }

    /// <summary><c>approve</c> or <c>reject</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>Hash of the request as it was shown.</summary>
    public string? Hash { get; init; }

    /// <summary>Why, at most 2,000 characters, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Notes everything that is wrong with the fields.</summary>
    public void Validate(FieldErrors errors, string path)
    {
        if (Id is null || !Texts.IsName(Id))
        {
            errors.Add($"{path}.id", $"'{path}.id' must be the id of a request.");
        }

        if (!EnumNames<Decision>.TryParse(Decision, out var decision) || decision == Approvals.Decision.Edit)
        {
            errors.Add($"{path}.decision", $"'{path}.decision' must be one of: approve, reject.");
        }

        DecisionBody.CheckHash(errors, $"{path}.hash", Hash);
        Texts.Optional(errors, $"{path}.reason", Reason, DecisionBody.LongestReason);
    }

    /// <summary>The decision for the cluster.</summary>
    public DecideRequest ToRequest(string by, string channel) => new()
    {
        Decision = EnumNames<Decision>.Parse(Decision),
        Hash = Hash!,
        By = by,
        Channel = channel,
        Reason = Reason,
        Waits = false,
        LowRiskOnly = true,
    };
}
