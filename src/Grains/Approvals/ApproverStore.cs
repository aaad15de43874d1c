using System.Collections.Immutable;
using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.Storage;

namespace AgentCluster.Approvals;

/// <summary>Table <c>approver_list</c>: the people of a tenant who may decide, one row.</summary>
public sealed class ApproverStore(IPlatformDatabase database)
{
    /// <summary>The list as the caller's transaction sees it, by id.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">Tenant.</param>
    public static async Task<ImmutableArray<Approver>> ReadAsync(PlatformSession session, string tenant) =>
        (await session.QueryAsync(row => row.Json<ImmutableArray<Approver>>(0), "SELECT people FROM approver_list WHERE tenant = @tenant", ("@tenant", tenant))) is [var people] ? people : [];

    /// <summary>The list, by id.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ImmutableArray<Approver>> ListAsync(string tenant, CancellationToken cancellationToken) =>
        database.ReadAsync(tenant, session => ReadAsync(session, tenant), cancellationToken);

    /// <summary>
    /// Replaces the list, durable and logged when it returns. Every open request is touched: a decision under way that read the list before is taken
    /// anew by this one, so that nobody decides after they were taken from it.
    /// </summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="approvers">Who may decide from now on.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Cancels the call before it has begun.</param>
    /// <returns>The list, by id.</returns>
    public Task<ImmutableArray<Approver>> ReplaceAsync(string tenant, ImmutableArray<Approver> approvers, string by, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            ImmutableArray<Approver> list = [.. approvers.OrderBy(approver => approver.Id, StringComparer.Ordinal)];
            var replaced = await session.ExecuteAsync(
                """
                INSERT INTO approver_list (tenant, people) VALUES (@tenant, @people)
                ON CONFLICT (tenant) DO UPDATE SET people = excluded.people WHERE approver_list.people <> excluded.people
                """,
                ("@tenant", tenant), ("@people", PlatformValues.Json(list)));
            if (replaced > 0)
            {
                await ApprovalStore.TouchOpenAsync(session, tenant);
                await ExecutionLog.AddAsync(session, new()
                {
                    Tenant = tenant,
                    At = await session.NowAsync(),
                    Event = AuditEvent.ApproversReplaced,
                    By = by,
                    Reasons = [.. list.Select(approver => $"{approver.Id}: {string.Join(", ", approver.Channels.Select(identity => $"{identity.Channel} {identity.User}"))}")],
                });
            }

            return list;
        },
        cancellationToken);
}
