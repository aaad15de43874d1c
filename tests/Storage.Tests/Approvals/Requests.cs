using AgentCluster.Approvals;
using AgentCluster.Execution;

namespace AgentCluster.Storage.Tests.Approvals;

/// <summary>Requests for tests.</summary>
internal static class Requests
{
    /// <summary>One that two people have to approve.</summary>
    public static Approval Pending(string id, DateTimeOffset now, TimeSpan lifetime) => new()
    {
        Id = id,
        Status = ApprovalStatus.Pending,
        Summary = "Change one row",
        Agent = "data-analyst",
        Tool = "execute_sql",
        Source = "default",
        Arguments = """{"sql": "DELETE"}""",
        Sql = "DELETE FROM t",
        Risk = Risk.Medium,
        Reasons = ["It is \"risky\"."],
        Preview = new() { RowsAffected = 1, IsExact = true, Before = new() { Columns = ["a"], ColumnTypes = ["text"], RowsJson = """[["x"]]""", RowCount = 1 }, Fingerprint = "f" },
        RequestedBy = "asker",
        InteractionId = "i",
        Hash = "aa",
        Quorum = 2,
        CreatedAt = now,
        ExpiresAt = now + lifetime,
        DueAt = now + lifetime,
        ExecutionId = "e",
    };
}
