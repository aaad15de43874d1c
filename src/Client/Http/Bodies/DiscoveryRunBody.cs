using System.Text.Json.Serialization;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>Which source to discover.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DiscoveryRunBody : IRequestBody
{
    /// <inheritdoc />
    public static bool MayBeAbsent => true;

    /// <summary>Name of the source; null means <c>default</c>.</summary>
    public string? Source { get; init; } = SourceKey.DefaultSource;

    /// <inheritdoc />
    public void Validate(FieldErrors errors) => Texts.OptionalName(errors, "source", Source);
}
