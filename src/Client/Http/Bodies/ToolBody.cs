using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Execution;
using AgentCluster.Tools;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A tool to propose; the cluster checks its fields as those of <c>create_new_tool</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ToolBody : IRequestBody
{
    /// <summary>Name of the source it is made for; null means <c>default</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>Lower-case words joined by underscores.</summary>
    public string? Name { get; init; }

    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary><c>statement</c> or <c>composition</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>For a statement: SQL with parameters as <c>:name</c>.</summary>
    public string? Sql { get; init; }

    /// <summary>For a composition: the calls, in order.</summary>
    public IReadOnlyList<ToolStepBody?>? Steps { get; init; }

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<ToolParameterBody?>? Parameters { get; init; }

    /// <summary>Three or more cases that it has to pass.</summary>
    public IReadOnlyList<ToolCaseBody?>? Cases { get; init; }

    /// <summary>Agents that may call it once it is published.</summary>
    public IReadOnlyList<string?>? Agents { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors) => Texts.OptionalName(errors, "source", Source);

    /// <summary>The call for the cluster.</summary>
    public ToolInvocation ToInvocation(string executionId, Caller caller) => new()
    {
        Tool = "create_new_tool",
        Agent = "api",
        Source = Source ?? SourceKey.DefaultSource,
        Arguments = JsonSerializer.Serialize(this with { Source = null }, WireJson.Answers),
        RequestedBy = caller.Id,
        ExecutionId = executionId,
    };
}
