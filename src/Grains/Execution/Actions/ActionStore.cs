using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Actions;

/// <summary>Table <c>agent_execution</c>: one row an action. Every change is conditional on where the action stood when it was read.</summary>
internal sealed class ActionStore(IPlatformDatabase database)
{
    private const string Columns = """
        proposal, status, proposed_at, ended_at, verdict, risk, reasons, preview, approval_id, rows_affected, duration_ms, undoable, outcome, error
        """;

    private const string Insert = $"""
        INSERT INTO agent_execution (tenant, id, agent, interaction_id, {Columns})
        VALUES (@tenant, @id, @agent, @interaction, @proposal, @status, @proposedAt, @endedAt, @verdict, @risk, @reasons, @preview, @approval, @rows,
            @duration, @undoable, @outcome, @error)
        ON CONFLICT (tenant, id) DO NOTHING
        """;

    /// <summary>Inserts an action; false when its id exists.</summary>
    public static async Task<bool> InsertAsync(PlatformSession session, string tenant, ActionRow row) =>
        await session.ExecuteAsync(Insert, Parameters(tenant, row)) == 1;

    /// <summary>Inserts many; what exists stays.</summary>
    public static Task InsertAsync(PlatformSession session, string tenant, IEnumerable<ActionRow> rows) =>
        session.ExecuteManyAsync(Insert, [.. rows.Select(row => Parameters(tenant, row))]);

    /// <summary>Changes an action if it still stands where it was read.</summary>
    public static async Task<bool> ChangeAsync(PlatformSession session, string tenant, ActionRow before, ActionRow after) =>
        await session.ExecuteAsync(
            """
            UPDATE agent_execution SET proposal = @proposal, status = @status, ended_at = @endedAt, verdict = @verdict, risk = @risk, reasons = @reasons,
                preview = @preview, approval_id = @approval, rows_affected = @rows, duration_ms = @duration, undoable = @undoable, outcome = @outcome,
                error = @error
            WHERE tenant = @tenant AND id = @id AND status = @statusBefore AND COALESCE(approval_id, '') = @approvalBefore
            """,
            [.. Parameters(tenant, after), ("@statusBefore", PlatformValues.Name(before.Status)), ("@approvalBefore", before.ApprovalId ?? "")]) == 1;

    /// <summary>Marks an action as taken back: that is done once.</summary>
    public static Task TakenBackAsync(PlatformSession session, string tenant, string id) => session.ExecuteAsync(
        "UPDATE agent_execution SET undoable = @undoable WHERE tenant = @tenant AND id = @id", ("@undoable", false), ("@tenant", tenant), ("@id", id));

    /// <summary>An action as the caller's transaction sees it, or null.</summary>
    public static Task<ActionRow?> FindAsync(PlatformSession session, string tenant, string id) => session.FirstAsync(
        Read, $"SELECT {Columns} FROM agent_execution WHERE tenant = @tenant AND id = @id", ("@tenant", tenant), ("@id", id));

    /// <summary>An action, or null.</summary>
    public Task<ActionRow?> FindAsync(ActionKey key, CancellationToken cancellationToken) =>
        database.ReadAsync(key.Tenant, session => FindAsync(session, key.Tenant, key.Id), cancellationToken);

    /// <summary>What an action that was proposed is: its own, or the one that it joined; null when it was not proposed.</summary>
    public Task<ActionRow?> FindProposedAsync(ActionKey key, CancellationToken cancellationToken) => database.ReadAsync(
        key.Tenant,
        session => session.FirstAsync(
            Read,
            $"""
            SELECT {Columns} FROM agent_execution
            WHERE tenant = @tenant AND id = COALESCE((SELECT execution_id FROM agent_execution_joined WHERE tenant = @tenant AND id = @id), @id)
            """,
            ("@tenant", key.Tenant), ("@id", key.Id)),
        cancellationToken);

    /// <summary>Notes that an action is another one; false when that stands already.</summary>
    public static async Task<bool> JoinAsync(PlatformSession session, ActionKey key, string standing, string? interaction) =>
        await session.ExecuteAsync(
            """
            INSERT INTO agent_execution_joined (tenant, id, execution_id, interaction_id) VALUES (@tenant, @id, @standing, @interaction)
            ON CONFLICT (tenant, id) DO NOTHING
            """,
            ("@tenant", key.Tenant), ("@id", key.Id), ("@standing", standing), ("@interaction", interaction)) == 1;

    /// <summary>Actions, newest first; or a problem with the cursor.</summary>
    public async Task<Outcome<Page<ActionRow>>> ListAsync(string tenant, ExecutionQuery query, CancellationToken cancellationToken)
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
                SELECT {Columns} FROM agent_execution
                WHERE tenant = @tenant AND (agent = @agent OR @agent IS NULL) AND (status = @status OR @status IS NULL)
                  AND (proposed_at >= @since OR @since IS NULL) AND ((proposed_at, id) < (@before, @beforeId) OR @before IS NULL)
                ORDER BY proposed_at DESC, id DESC LIMIT @limit
                """,
                ("@tenant", tenant), ("@agent", query.Agent), ("@status", query.Status is { } status ? PlatformValues.Name(status) : null),
                ("@since", query.Since), ("@before", cursor.Value.Before), ("@beforeId", cursor.Value.BeforeId), ("@limit", query.Limit + 1)),
            cancellationToken);
        return PageCursor.Cut(rows, query.Limit, last => new(last.ProposedAt, last.Proposal.Id));
    }

    /// <summary>Ids of actions that were begun and have no end; the oldest, as many as one sweep takes.</summary>
    public async Task<ImmutableArray<string>> BegunAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                row => row.GetString(0), "SELECT id FROM agent_execution WHERE tenant = @tenant AND status = 'executing' ORDER BY id LIMIT 200", ("@tenant", tenant)),
            cancellationToken),
    ];

    /// <summary>A proposal as it is kept: the same proposal is the same text.</summary>
    public static string TextOf(ActionProposal proposal) => JsonSerializer.Serialize(proposal, JsonSerializerOptions.Web);

    private static (string Name, object? Value)[] Parameters(string tenant, ActionRow row) =>
    [
        ("@tenant", tenant), ("@id", row.Proposal.Id), ("@agent", row.Proposal.Agent), ("@interaction", row.Proposal.InteractionId),
        ("@proposal", TextOf(row.Proposal)), ("@status", PlatformValues.Name(row.Status)), ("@proposedAt", row.ProposedAt), ("@endedAt", row.EndedAt),
        ("@verdict", row.Verdict is { } verdict ? PlatformValues.Name(verdict) : null), ("@risk", row.Risk is { } risk ? PlatformValues.Name(risk) : null),
        ("@reasons", PlatformValues.Json(row.Reasons)), ("@preview", PlatformValues.Json(row.Preview)), ("@approval", row.ApprovalId),
        ("@rows", row.RowsAffected), ("@duration", row.DurationMs), ("@undoable", row.Undoable), ("@outcome", row.Text),
        ("@error", PlatformValues.Json(row.Problem)),
    ];

    private static ActionRow Read(DbDataReader row) => new()
    {
        Proposal = row.Json<ActionProposal>(0)!,
        Status = row.Named<ExecutionStatus>(1),
        ProposedAt = row.InstantOf(2),
        EndedAt = row.Instant(3),
        Verdict = row.IsDBNull(4) ? null : row.Named<Verdict>(4),
        Risk = row.IsDBNull(5) ? null : row.Named<Risk>(5),
        Reasons = row.Json<ImmutableArray<string>>(6),
        Preview = row.Json<Preview>(7),
        ApprovalId = row.Text(8),
        RowsAffected = row.IsDBNull(9) ? null : row.GetInt64(9),
        DurationMs = row.GetDouble(10),
        Undoable = row.GetBoolean(11),
        Text = row.Text(12),
        Problem = row.Json<Problem>(13),
    };
}
