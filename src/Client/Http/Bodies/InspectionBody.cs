using System.Text.Json.Serialization;
using AgentCluster.Execution;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A statement to inspect.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record InspectionBody : IRequestBody
{
    /// <summary>Name of the source it would run on; null means <c>default</c>.</summary>
    public string? Source { get; init; } = SourceKey.DefaultSource;

    /// <summary>The statement, at most 64 KB.</summary>
    public string? Sql { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        Texts.OptionalName(errors, "source", Source);
        Texts.Sql(errors, "sql", Sql);
    }
}
