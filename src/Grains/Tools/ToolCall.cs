using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Execution;

namespace AgentCluster.Tools;

/// <summary>A call whose agent may make it and whose arguments fit.</summary>
/// <param name="Tenant">Tenant.</param>
/// <param name="Invocation">The call.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ToolCall(string Tenant, ToolInvocation Invocation, JsonElement Arguments)
{
    public SourceKey Source => new(Tenant, Invocation.Source);

    /// <summary>The agent that calls; null for a client that names none.</summary>
    public string? Agent => Invocation.Agent == ToolGrants.Client ? null : Invocation.Agent;

    /// <summary>The arguments as a record.</summary>
    /// <typeparam name="T">The record.</typeparam>
    public T Read<T>() => ToolArguments.As<T>(Arguments);

    /// <summary>A statement in the source.</summary>
    public ActionProposal Statement(string summary, string sql, ImmutableArray<StatementParameter> parameters = default) =>
        Propose(ActionEffect.Statement, summary) with { Sql = sql, Parameters = parameters.IsDefault ? [] : parameters };

    /// <summary>An action.</summary>
    public ActionProposal Propose(ActionEffect effect, string summary) => new()
    {
        Id = Invocation.ExecutionId,
        Effect = effect,
        Source = Invocation.Source,
        Agent = Invocation.Agent,
        Tool = Invocation.Tool,
        ToolVersion = 1,
        Arguments = Arguments.GetRawText(),
        Summary = summary,
        RequestedBy = Invocation.RequestedBy,
        InteractionId = Invocation.InteractionId,
        Untrusted = Invocation.Untrusted,
        MaxRows = Math.Clamp(Invocation.MaxRows, 1, 1000),
    };

    /// <summary>An answer.</summary>
    public ActionOutcome Answer(string? text, ResultSet? result = null) =>
        new() { ExecutionId = Invocation.ExecutionId, Status = ExecutionStatus.Executed, Text = text, Result = result };
}
