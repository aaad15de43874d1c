using System.Collections.Immutable;
using System.Data.Common;
using AgentCluster.Execution;
using AgentCluster.Notifications.Cards;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>Table <c>human_approval_queue</c>. Every change is conditional on the status and the revision read before, and people are told of it.</summary>
public sealed class ApprovalStore(IPlatformDatabase database)
{
    private const string Columns = """
        id, status, summary, agent, tool, source, arguments, sql, risk, reasons, preview, requested_by, interaction_id, hash, quorum, decisions,
        created_at, expires_at, replaced_by, execution_id, result, revision
        """;

    private const string Insert = $"""
        INSERT INTO human_approval_queue (tenant, {Columns}, due_at)
        VALUES (@tenant, @id, @status, @summary, @agent, @tool, @source, @arguments, @sql, @risk, @reasons, @preview, @requestedBy, @interaction, @hash,
            @quorum, @decisions, @created, @expires, NULL, @execution, NULL, 0, @expires)
        """;

    /// <summary>Name of the requests among what people are told about.</summary>
    public const string Topic = "approval";

    /// <summary>Files a request in the caller's transaction.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="approval">The request.</param>
    public static async Task FileAsync(PlatformSession session, string tenant, Approval approval)
    {
        await session.ExecuteAsync(Insert, Parameters(tenant, approval));
        await Notices.RaiseAsync(session, tenant, Topic, approval.Id);
    }

    /// <summary>A request as the caller's transaction sees it, or null.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Request id.</param>
    public static Task<Approval?> FindAsync(PlatformSession session, string tenant, string id) => session.FirstAsync(
        Read, $"SELECT {Columns} FROM human_approval_queue WHERE tenant = @tenant AND id = @id", ("@tenant", tenant), ("@id", id));

    /// <summary>Changes a request in the caller's transaction if it still is as it was read.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="before">As it was read.</param>
    /// <param name="after">As it shall be.</param>
    /// <param name="now">The present by the database's clock.</param>
    /// <param name="unexpired">Whether it may not have expired, as for a decision.</param>
    /// <returns>Whether it was changed.</returns>
    public static async Task<bool> ChangeAsync(PlatformSession session, string tenant, Approval before, Approval after, DateTimeOffset now, bool unexpired = false)
    {
        var changed = await session.ExecuteAsync(
            """
            UPDATE human_approval_queue SET status = @status, decisions = @decisions, replaced_by = @replacedBy, result = @result, revision = revision + 1,
                executed_at = COALESCE(executed_at, @executed)
            WHERE tenant = @tenant AND id = @id AND status = @statusBefore AND revision = @revisionBefore AND hash = @hash
              AND (expires_at > @deadline OR @deadline IS NULL)
            """,
            ("@status", PlatformValues.Name(after.Status)), ("@decisions", PlatformValues.Json(after.Decisions)), ("@replacedBy", after.ReplacedBy),
            ("@result", after.Result), ("@executed", after.Status == ApprovalStatus.Executed ? now : null), ("@tenant", tenant), ("@id", before.Id),
            ("@statusBefore", PlatformValues.Name(before.Status)), ("@revisionBefore", before.Revision), ("@hash", before.Hash),
            ("@deadline", unexpired ? now : null));
        if (changed == 0)
        {
            return false;
        }

        await Notices.RaiseAsync(session, tenant, Topic, before.Id);
        return true;
    }

    /// <summary>A request, or null.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Request id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<Approval?> FindAsync(string tenant, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(tenant, session => FindAsync(session, tenant, id), cancellationToken);

    /// <summary>Requests, newest first.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A page, or a problem with the cursor.</returns>
    public async Task<Outcome<Page<Approval>>> ListAsync(string tenant, ApprovalQuery query, CancellationToken cancellationToken)
    {
        var cursor = PageCursor.Parse(query.Cursor);
        if (!cursor.Succeeded)
        {
            return cursor.Problem;
        }

        var rows = await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                Read,
                $"""
                SELECT {Columns} FROM human_approval_queue
                WHERE tenant = @tenant AND (status = @status OR @status IS NULL) AND (agent = @agent OR @agent IS NULL) AND (risk = @risk OR @risk IS NULL)
                  AND ((created_at, id) < (@before, @beforeId) OR @before IS NULL)
                ORDER BY created_at DESC, id DESC LIMIT @limit
                """,
                ("@tenant", tenant), ("@status", query.Status is { } status ? PlatformValues.Name(status) : null), ("@agent", query.Agent),
                ("@risk", query.Risk is { } risk ? PlatformValues.Name(risk) : null), ("@before", cursor.Value.Before), ("@beforeId", cursor.Value.BeforeId),
                ("@limit", query.Limit + 1)),
            cancellationToken);
        return PageCursor.Cut(rows, query.Limit, last => new(last.CreatedAt, last.Id));
    }

    /// <summary>Requests that nobody decided in time.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ImmutableArray<Approval>> OverdueAsync(string tenant, CancellationToken cancellationToken) =>
        SweepAsync(tenant, "status = 'pending' AND expires_at <= @now", cancellationToken);

    /// <summary>Approved requests of whose action nothing has begun.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ImmutableArray<Approval>> ApprovedAsync(string tenant, CancellationToken cancellationToken) =>
        SweepAsync(tenant, "status = 'approved' AND execution_id IS NOT NULL AND created_at <= @now", cancellationToken);

    private async Task<ImmutableArray<Approval>> SweepAsync(string tenant, string condition, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            async session => await session.QueryAsync(
                Read,
                $"SELECT {Columns} FROM human_approval_queue WHERE tenant = @tenant AND {condition} ORDER BY id LIMIT 200",
                ("@tenant", tenant), ("@now", await session.NowAsync())),
            cancellationToken),
    ];

    private static (string Name, object? Value)[] Parameters(string tenant, Approval approval) =>
    [
        ("@tenant", tenant), ("@id", approval.Id), ("@status", PlatformValues.Name(approval.Status)), ("@summary", approval.Summary),
        ("@agent", approval.Agent), ("@tool", approval.Tool), ("@source", approval.Source), ("@arguments", approval.Arguments), ("@sql", approval.Sql),
        ("@risk", PlatformValues.Name(approval.Risk)), ("@reasons", PlatformValues.Json(approval.Reasons)), ("@preview", PlatformValues.Json(approval.Preview)),
        ("@requestedBy", approval.RequestedBy), ("@interaction", approval.InteractionId), ("@hash", approval.Hash), ("@quorum", approval.Quorum),
        ("@decisions", PlatformValues.Json(approval.Decisions)), ("@created", approval.CreatedAt), ("@expires", approval.ExpiresAt),
        ("@execution", approval.ExecutionId),
    ];

    private static Approval Read(DbDataReader row) => new()
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
    };
}
