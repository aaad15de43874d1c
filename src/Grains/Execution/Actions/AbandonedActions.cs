using System.Collections.Immutable;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Actions;

/// <summary>
/// Actions that nobody waits for: their question was cancelled while they were being filed, or was lost before they could be taken back, and no other
/// question has joined them since.
/// </summary>
internal sealed class AbandonedActions(IPlatformDatabase database)
{
    private const string Condition = """
        EXISTS (SELECT 1 FROM agent_interaction asked WHERE asked.tenant = action.tenant AND asked.id = action.interaction_id AND asked.status = 'cancelled')
        AND NOT EXISTS (
            SELECT 1 FROM agent_execution_joined joined
            LEFT JOIN agent_interaction other ON other.tenant = joined.tenant AND other.id = joined.interaction_id
            WHERE joined.tenant = action.tenant AND joined.execution_id = action.id
              AND (joined.interaction_id IS NULL OR COALESCE(other.status, '') <> 'cancelled'))
        """;

    /// <summary>Whether an action is one, as the caller's transaction sees it.</summary>
    public static async Task<bool> IsOneAsync(PlatformSession session, ActionKey key) => await session.FirstAsync(
        row => row.GetString(0),
        $"SELECT action.id FROM agent_execution action WHERE action.tenant = @tenant AND action.id = @id AND {Condition}",
        ("@tenant", key.Tenant), ("@id", key.Id)) is not null;

    /// <summary>Ids of those that people are still asked to decide on; as many as one sweep takes.</summary>
    public async Task<ImmutableArray<string>> ListAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                row => row.GetString(0),
                $"""
                SELECT action.id FROM human_approval_queue request
                JOIN agent_execution action ON action.tenant = request.tenant AND action.id = request.execution_id
                WHERE request.tenant = @tenant AND request.status = 'pending' AND {Condition}
                ORDER BY action.id LIMIT 200
                """,
                ("@tenant", tenant)),
            cancellationToken),
    ];
}
