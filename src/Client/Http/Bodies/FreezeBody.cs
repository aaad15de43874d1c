using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>How the freeze switch shall stand.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FreezeBody : IRequestBody
{
    /// <summary>Whether nothing shall be changed or sent.</summary>
    public bool? Frozen { get; init; }

    /// <summary>Why, at most 1,000 characters, or null.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (Frozen is null)
        {
            errors.Add("frozen", "'frozen' must be true or false.");
        }

        Texts.Optional(errors, "reason", Reason, 1_000);
    }
}
