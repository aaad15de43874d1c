using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A question and a statement that answers it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExampleBody
{
    /// <summary>The question, 1 to 4,000 characters.</summary>
    public string? Question { get; init; }

    /// <summary>A statement that reads.</summary>
    public string? Sql { get; init; }
}
