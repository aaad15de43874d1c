using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Execution;
using AgentCluster.Tools;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A call of a tool.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ToolInvocationBody : IRequestBody
{
    /// <summary>Agent that calls, with its grants; null for a client of its own.</summary>
    public string? Agent { get; init; }

    /// <summary>Name of the source it works on; null means <c>default</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Arguments as the tool's schema says; null for none.</summary>
    public JsonElement? Arguments { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        Texts.OptionalName(errors, "agent", Agent);
        Texts.OptionalName(errors, "source", Source);
        if (Arguments is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            errors.Add("arguments", "'arguments' must be an object.");
        }
    }

    /// <summary>The call for the cluster.</summary>
    public ToolInvocation ToInvocation(string tool, string executionId, Caller caller) => new()
    {
        Tool = tool,
        Agent = Agent ?? "api",
        Source = Source ?? SourceKey.DefaultSource,
        Arguments = Arguments is { ValueKind: JsonValueKind.Object } arguments ? arguments.GetRawText() : "{}",
        RequestedBy = caller.Id,
        ExecutionId = executionId,
    };
}
