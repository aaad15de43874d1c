using AgentCluster.Interactions;
using AgentCluster.Notifications;
using AgentCluster.Storage;

namespace AgentCluster.Execution;

/// <summary>Tells whoever waits for news of an action: the questions, and the people who decide. Rows say the same: sweeps make up for a call that is lost.</summary>
public sealed class ActionNews(IPlatformDatabase database, IGrainFactory grains)
{
    /// <summary>Lets people be shown at once what was filed, decided or done.</summary>
    /// <param name="tenant">Tenant.</param>
    public void Show(string tenant) => grains.GetGrain<INotifierGrain>(tenant).NudgeAsync().Ignore();

    /// <summary>Tells of the end of an action the question in whose course it was proposed, those that joined it, and the people.</summary>
    /// <param name="key">The action.</param>
    public async Task TellAsync(ActionKey key)
    {
        Show(key.Tenant);
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
