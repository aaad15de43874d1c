using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Approvals;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A human's decision on a request.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DecisionBody : IRequestBody
{
    /// <summary>Longest reason, characters.</summary>
    public const int LongestReason = 2_000;

    /// <summary><c>approve</c>, <c>reject</c> or <c>edit</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>Hash of the request as it was shown.</summary>
    public string? Hash { get; init; }

    /// <summary>Other arguments, for <c>edit</c> only.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>Why, at most 2,000 characters, or null.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        var known = EnumNames<Decision>.TryParse(Decision, out var decision);
        if (!known)
        {
            errors.Add("decision", $"'decision' must be one of: {EnumNames<Decision>.Listed}.");
        }

        CheckHash(errors, "hash", Hash);

        var isObject = Arguments is { ValueKind: JsonValueKind.Object };
        if (known && decision == Approvals.Decision.Edit && !isObject)
        {
            errors.Add("arguments", "'arguments' must be an object with the other arguments.");
        }
        else if (known && decision != Approvals.Decision.Edit && Arguments is { ValueKind: not JsonValueKind.Null })
        {
            errors.Add("arguments", "'arguments' belongs to the decision 'edit' only.");
        }

        Texts.Optional(errors, "reason", Reason, LongestReason);
    }

    /// <summary>Checks the hash that a decision carries.</summary>
    public static void CheckHash(FieldErrors errors, string field, string? hash)
    {
        if (hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigit))
        {
            errors.Add(field, $"'{field}' must be the hash of the request as it was shown: 64 hexadecimal digits.");
        }
    }

    /// <summary>The decision for the cluster.</summary>
    public DecideRequest ToRequest(string by, string channel) => new()
    {
        Decision = EnumNames<Decision>.Parse(Decision),
        Hash = Hash!,
        By = by,
        Channel = channel,
        Reason = Reason,
        Arguments = Arguments is { ValueKind: JsonValueKind.Object } arguments ? arguments.GetRawText() : null,
    };
}
