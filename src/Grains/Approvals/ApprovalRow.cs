using System.Collections.Immutable;
using System.Data.Common;
using AgentCluster.Execution;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>How a request stands in its row.</summary>
internal static class ApprovalRow
{
    /// <summary>The columns that are read, in the order of <see cref="Read"/>.</summary>
    public const string Columns = """
        id, status, summary, agent, tool, source, arguments, sql, risk, reasons, preview, requested_by, interaction_id, hash, quorum, decisions,
        created_at, expires_at, replaced_by, execution_id, result, revision, due_at,
        escalated_at, reminders
        """;

    /// <summary>A new row's values.</summary>
    public static (string Name, object? Value)[] Parameters(string tenant, Approval approval) =>
    [
        ("@tenant", tenant), ("@id", approval.Id), ("@status", PlatformValues.Name(approval.Status)), ("@summary", approval.Summary),
        ("@agent", approval.Agent), ("@tool", approval.Tool), ("@source", approval.Source), ("@arguments", approval.Arguments), ("@sql", approval.Sql),
        ("@risk", PlatformValues.Name(approval.Risk)), ("@reasons", PlatformValues.Json(approval.Reasons)), ("@preview", PlatformValues.Json(approval.Preview)),
        ("@requestedBy", approval.RequestedBy), ("@interaction", approval.InteractionId), ("@hash", approval.Hash), ("@quorum", approval.Quorum),
        ("@decisions", PlatformValues.Json(approval.Decisions)), ("@created", approval.CreatedAt), ("@expires", approval.ExpiresAt),
        ("@due", approval.DueAt), ("@execution", approval.ExecutionId),
    ];

    /// <summary>The request of a row.</summary>
    public static Approval Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Status = row.Named<ApprovalStatus>(1),
        Summary = row.GetString(2),
        Agent = row.GetString(3),
        Tool = row.GetString(4),
        Source = row.GetString(5),
        Arguments = row.GetString(6),
        Sql = row.Text(7),
        Risk = row.Named<Risk>(8),
        Reasons = row.Json<ImmutableArray<string>>(9),
        Preview = row.Json<Preview>(10),
        RequestedBy = row.GetString(11),
        InteractionId = row.Text(12),
        Hash = row.GetString(13),
        Quorum = row.GetInt32(14),
        Decisions = row.Json<ImmutableArray<GivenDecision>>(15),
        CreatedAt = row.InstantOf(16),
        ExpiresAt = row.InstantOf(17),
        ReplacedBy = row.Text(18),
        ExecutionId = row.Text(19),
        Result = row.Text(20),
        Revision = row.GetInt64(21),
        DueAt = row.InstantOf(22),
        EscalatedAt = row.Instant(23),
        Reminders = row.GetInt32(24),
    };
}
