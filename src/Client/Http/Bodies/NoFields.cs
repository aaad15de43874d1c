using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>The body of a request that needs none: nothing, or an empty object.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NoFields : IRequestBody
{
    /// <inheritdoc />
    public static bool MayBeAbsent => true;

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
    }
}
