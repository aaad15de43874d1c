using System.Globalization;
using AgentCluster.Execution.Audit;
using AgentCluster.Storage;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Budgets;

/// <summary>
/// What agents used lately, counted in the execution log, so that it holds on every silo and over restarts: how often they proposed changes,
/// how many rows they changed, and whether a run turns in a circle. Of several proposals at once each is counted when it is committed; a
/// client that acts for itself has no budget, people being slower than agents and the gateway counting its requests.
/// </summary>
internal sealed class ActionBudgets(IOptions<BudgetOptions> options)
{
    /// <summary>Name of a caller that is no agent.</summary>
    public const string Client = "api";

    private readonly BudgetOptions _budget = options.Value;

    /// <summary>Why the action may not even be proposed (<c>loop</c>, <c>budgetExhausted</c>), or null.</summary>
    public async Task<Problem?> CheckAsync(PlatformSession session, ActionUse use) =>
        use.Proposal.Agent == Client ? null : await LoopAsync(session, use) ?? (use.IsRead ? null : await BudgetAsync(session, use));

    /// <summary>Why what was let through may not begin now (<c>budgetExhausted</c>): many may have been approved while none was done.</summary>
    public async Task<Problem?> CheckRowsAsync(PlatformSession session, ActionUse use) =>
        use.Proposal.Agent == Client ? null : RowsRefusal(await UsedAsync(session, use), use);

    private async Task<Problem?> LoopAsync(PlatformSession session, ActionUse use)
    {
        if (use.Proposal.InteractionId is not { } run)
        {
            return null;
        }

        var same = await session.FirstAsync(
            row => row.GetInt64(0),
            """
            SELECT COUNT(*) FROM agent_execution_log
            WHERE tenant = @tenant AND interaction_id = @run AND agent = @agent AND digest = @digest AND event = 'proposed'
            """,
            ("@tenant", use.Tenant), ("@run", run), ("@agent", use.Proposal.Agent),
            ("@digest", ExecutionLog.DigestOf(use.Proposal.Tool, use.Proposal.Arguments, use.Proposal.Sql)));
        return same < _budget.RepeatsPerRun
            ? null
            : Problem.Forbidden("loop", $"{use.Proposal.Agent} called {use.Proposal.Tool} with the same arguments {same} times in this run; the result will not change.");
    }

    private async Task<Problem?> BudgetAsync(PlatformSession session, ActionUse use)
    {
        var used = await UsedAsync(session, use);
        return used.Minute >= _budget.ChangesPerMinute ? Exhausted($"{use.Proposal.Agent} proposed {used.Minute} changes with {use.Proposal.Tool} within a minute", "ChangesPerMinute")
            : used.Hour >= _budget.TenantChangesPerHour ? Exhausted($"Agents proposed {used.Hour} changes within an hour", "TenantChangesPerHour")
            : RowsRefusal(used, use);
    }

    // What began counts, with the rows that it was let through for: it may not have ended yet.
    private static Task<Used> UsedAsync(PlatformSession session, ActionUse use) => session.FirstAsync(
            row => new Used(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
            """
            SELECT COUNT(CASE WHEN event = 'proposed' AND agent = @agent AND tool = @tool AND at > @minute THEN 1 END),
                   COUNT(CASE WHEN event = 'proposed' THEN 1 END),
                   CAST(COALESCE(SUM(CASE WHEN event = 'executing' AND agent = @agent THEN row_count END), 0) AS bigint),
                   CAST(COALESCE(SUM(CASE WHEN event = 'executing' THEN row_count END), 0) AS bigint)
            FROM agent_execution_log
            WHERE tenant = @tenant AND at > @hour AND (verdict IS NULL OR verdict <> 'read') AND agent <> @client
            """,
            ("@agent", use.Proposal.Agent), ("@tool", use.Proposal.Tool), ("@minute", use.At.AddMinutes(-1)), ("@tenant", use.Tenant),
            ("@hour", use.At.AddHours(-1)), ("@client", Client))!;

    private Problem? RowsRefusal(Used used, ActionUse use)
    {
        var rows = use.Rows ?? 0;
        return used.Rows + rows > _budget.RowsPerHour ? Exhausted($"{use.Proposal.Agent} changed {used.Rows} rows within an hour and wants to change {rows} more", "RowsPerHour")
            : used.TenantRows + rows > _budget.TenantRowsPerHour ? Exhausted($"Agents changed {used.TenantRows} rows within an hour and {rows} more are wanted", "TenantRowsPerHour")
            : null;
    }

    private sealed record Used(long Minute, long Hour, long Rows, long TenantRows);

    private static Problem Exhausted(FormattableString what, string option) =>
        Problem.Forbidden("budgetExhausted", $"{what.ToString(CultureInfo.InvariantCulture)}; {BudgetOptions.SectionName}:{option} allows no more.");
}
