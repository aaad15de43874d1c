using AgentCluster.Interactions;
using AgentCluster.Storage;

namespace AgentCluster.Execution;

/// <summary>Tells the questions that wait for an action's end; the sweep of questions makes up for a call that is lost.</summary>
public sealed class ActionNews(IPlatformDatabase database, IGrainFactory grains)
{
    /// <summary>Tells the question in whose course it was proposed, and those that joined it.</summary>
    /// <param name="key">The action.</param>
    public async Task TellAsync(ActionKey key)
    {
        var waiting = await database.ReadAsync(
            key.Tenant,
            session => session.QueryAsync(
                row => row.GetString(0),
                """
                SELECT interaction_id FROM agent_execution WHERE tenant = @tenant AND id = @id AND interaction_id IS NOT NULL
                UNION SELECT interaction_id FROM agent_execution_joined WHERE tenant = @tenant AND execution_id = @id AND interaction_id IS NOT NULL
                """,
                ("@tenant", key.Tenant), ("@id", key.Id)),
            CancellationToken.None);
        foreach (var interaction in waiting)
        {
            grains.GetGrain<IInteractionGrain>(new InteractionKey(key.Tenant, interaction).ToString()).ResumeAsync().Ignore();
        }
    }
}
