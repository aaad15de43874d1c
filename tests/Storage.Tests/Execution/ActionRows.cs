using AgentCluster.Execution;
using AgentCluster.Execution.Actions;
using AgentCluster.Execution.Policy;

namespace AgentCluster.Storage.Tests.Execution;

/// <summary>Actions for tests.</summary>
internal static class ActionRows
{
    /// <summary>A change of one row that a person has to approve.</summary>
    public static ActionRow Awaiting(string id, string sql = "DELETE FROM t WHERE id = 1") => ActionTransitions.Propose(
        new()
        {
            Id = id,
            Effect = ActionEffect.Statement,
            Source = "default",
            Agent = "data-analyst",
            Tool = "execute_sql",
            ToolVersion = 1,
            Arguments = $$"""{"sql":"{{sql}}"}""",
            Summary = "Delete one row",
            Sql = sql,
            RequestedBy = "asker",
        },
        new()
        {
            Inspection = new() { Verdict = Verdict.Write, Kind = "delete" },
            Preview = new() { RowsAffected = 1, IsExact = true, Fingerprint = "f" },
            Decision = new(Risk.Medium, PolicyAnswer.Ask, 1, ["It changes rows."]),
            IsRead = false,
        },
        DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));
}
