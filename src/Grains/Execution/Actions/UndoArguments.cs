using System.Text.Json;

namespace AgentCluster.Execution.Actions;

/// <summary>The arguments of an action that takes another back.</summary>
/// <param name="ExecutionId">The executed action.</param>
internal sealed record UndoArguments(string ExecutionId)
{
    /// <summary>As they stand in a proposal.</summary>
    public static string Write(string executionId) => JsonSerializer.Serialize(new UndoArguments(executionId), JsonSerializerOptions.Web);

    /// <summary>The executed action that a proposal takes back.</summary>
    public static string Read(ActionProposal proposal) => JsonSerializer.Deserialize<UndoArguments>(proposal.Arguments, JsonSerializerOptions.Web)!.ExecutionId;
}
