using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>The version that a tool is rolled back to.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ToolRestoreBody : IRequestBody
{
    /// <summary>A version that was published before.</summary>
    public int Version { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (Version < 1)
        {
            errors.Add("version", "'version' must be 1 or more.");
        }
    }
}
