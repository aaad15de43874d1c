using System.Collections.Immutable;
using AgentCluster.Notifications.Cards;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>Table <c>human_approval_queue</c>. Every change is conditional on the status and the revision read before, and people are told of it.</summary>
public sealed class ApprovalStore(IPlatformDatabase database)
{
    private const string Columns = ApprovalRow.Columns;

    // Of two equal requests at once the later one waits here for the end of the earlier.
    private const string Insert = $"""
        INSERT INTO human_approval_queue (tenant, {Columns}, content)
        VALUES (@tenant, @id, @status, @summary, @agent, @tool, @source, @arguments, @sql, @risk, @reasons, @preview, @requestedBy, @interaction, @hash,
            @quorum, @decisions, @created, @expires, NULL, @execution, NULL, 0, @due, NULL, 0, @content)
        ON CONFLICT (tenant, agent, content) WHERE status = 'pending' DO NOTHING
        """;

    /// <summary>Files a request in the caller's transaction, unless an equal one waits.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="approval">The request.</param>
    /// <param name="content">Digest of what is asked: requests of one agent with the same are equal.</param>
    /// <returns>Whether it was filed.</returns>
    public static async Task<bool> FileAsync(PlatformSession session, string tenant, Approval approval, string content)
    {
        if (await session.ExecuteAsync(Insert, [.. ApprovalRow.Parameters(tenant, approval), ("@content", content)]) == 0)
        {
            return false;
        }

        await Notices.RaiseAsync(session, tenant, ApprovalCards.Topic, approval.Id);
        return true;
    }

    /// <summary>Id of the open request that asks the same, or null.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="agent">Agent.</param>
    /// <param name="content">Digest of what is asked.</param>
    public static Task<string?> FindOpenAsync(PlatformSession session, string tenant, string agent, string content) => session.FirstAsync(
        row => row.GetString(0),
        "SELECT id FROM human_approval_queue WHERE tenant = @tenant AND agent = @agent AND content = @content AND status = 'pending'",
        ("@tenant", tenant), ("@agent", agent), ("@content", content));

    /// <summary>How many requests of an agent are open and not overdue, counted as far as <paramref name="most"/>.</summary>
    internal static async Task<long> CountOpenAsync(PlatformSession session, string tenant, string agent, int most) => await session.FirstAsync(
        row => row.GetInt64(0),
        """
        SELECT COUNT(*) FROM (
            SELECT 1 FROM human_approval_queue WHERE tenant = @tenant AND agent = @agent AND status = 'pending' AND expires_at > @now LIMIT @most) AS waiting
        """,
        ("@tenant", tenant), ("@agent", agent), ("@now", await session.NowAsync()), ("@most", most));

    /// <summary>Writes down that a request was escalated or reminded of, in the caller's transaction; each once. Decisions under way are not disturbed.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="before">As it was read.</param>
    /// <param name="after">As it shall be.</param>
    internal static async Task<bool> PostponeAsync(PlatformSession session, string tenant, Approval before, Approval after)
    {
        var changed = await session.ExecuteAsync(
            """
            UPDATE human_approval_queue SET due_at = @due, escalated_at = @escalated, reminders = @reminders
            WHERE tenant = @tenant AND id = @id AND status = 'pending' AND due_at = @dueBefore
            """,
            ("@due", after.DueAt), ("@escalated", after.EscalatedAt), ("@reminders", after.Reminders), ("@tenant", tenant), ("@id", before.Id), ("@dueBefore", before.DueAt));
        if (changed == 0)
        {
            return false;
        }

        await Notices.RaiseAsync(session, tenant, ApprovalCards.Topic, before.Id);
        return true;
    }

    /// <summary>Has every decision that is under way taken anew, and everybody who is to see an open request told of it, in the caller's transaction.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    internal static async Task TouchOpenAsync(PlatformSession session, string tenant)
    {
        await session.ExecuteAsync("UPDATE human_approval_queue SET revision = revision + 1 WHERE tenant = @tenant AND status = 'pending'", ("@tenant", tenant));
        foreach (var id in await session.QueryAsync(
            row => row.GetString(0), "SELECT id FROM human_approval_queue WHERE tenant = @tenant AND status = 'pending' ORDER BY id", ("@tenant", tenant)))
        {
            await Notices.RaiseAsync(session, tenant, ApprovalCards.Topic, id);
        }
    }

    /// <summary>Writes down what took the place of a request that has ended, in the caller's transaction; once.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Request id.</param>
    /// <param name="replacement">Id of the new request.</param>
    internal static async Task ReplaceAsync(PlatformSession session, string tenant, string id, string replacement)
    {
        if (await session.ExecuteAsync(
            "UPDATE human_approval_queue SET replaced_by = @replacement, revision = revision + 1 WHERE tenant = @tenant AND id = @id AND replaced_by IS NULL",
            ("@replacement", replacement), ("@tenant", tenant), ("@id", id)) == 1)
        {
            await Notices.RaiseAsync(session, tenant, ApprovalCards.Topic, id);
        }
    }

    /// <summary>A request as the caller's transaction sees it, or null.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    /// <param name="id">Request id.</param>
    public static Task<Approval?> FindAsync(PlatformSession session, string tenant, string id) => session.FirstAsync(
        ApprovalRow.Read, $"SELECT {Columns} FROM human_approval_queue WHERE tenant = @tenant AND id = @id", ("@tenant", tenant), ("@id", id));

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

        await Notices.RaiseAsync(session, tenant, ApprovalCards.Topic, before.Id);
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
                ApprovalRow.Read,
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

    /// <summary>Open requests for which something is due, the longest due first; as many as one sweep takes.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ImmutableArray<string>> DueAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            async session => await session.QueryAsync(
                row => row.GetString(0),
                "SELECT id FROM human_approval_queue WHERE tenant = @tenant AND status = 'pending' AND due_at <= @now ORDER BY due_at LIMIT 200",
                ("@tenant", tenant), ("@now", await session.NowAsync())),
            cancellationToken),
    ];

    /// <summary>Approved requests of whose action nothing has begun.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<ImmutableArray<Approval>> ApprovedAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                ApprovalRow.Read,
                $"SELECT {Columns} FROM human_approval_queue WHERE tenant = @tenant AND status = 'approved' AND execution_id IS NOT NULL ORDER BY id LIMIT 200",
                ("@tenant", tenant)),
            cancellationToken),
    ];
}
