using AgentCluster.Execution;
using AgentCluster.Storage;

namespace AgentCluster.Tools.SelfMade;

/// <summary>Publishes a version that people approved, in place of the one before; one that they did not approve is taken back.</summary>
internal sealed class PublishToolEffect(ToolVersionStore versions) : IActionEffect
{
    public ActionEffect Effect => ActionEffect.Tool;

    public async Task<Outcome<string>> DoAsync(ActionKey key, ActionProposal proposal, Preview? shown, CancellationToken cancellationToken)
    {
        if (await versions.FindAsync(key.Tenant, key.Id, cancellationToken) is not { } version)
        {
            return Problem.NotFound("unknownTool", "The proposed version is gone; propose the tool anew.");
        }

        return version.State == ToolState.Published || await versions.PublishAsync(key.Tenant, version, ToolState.AwaitingApproval, cancellationToken)
            ? $"Version {version.Version} of tool {version.Name} is published."
            : Problem.Conflict("notPublished", $"Version {version.Version} of tool {version.Name} is {version.State}: propose it anew.");
    }

    public Task DropAsync(PlatformSession session, ActionKey key, string reason) => ToolVersionStore.DropAsync(session, key.Tenant, key.Id, reason);
}
