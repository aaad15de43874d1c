using AgentCluster.Execution;
using AgentCluster.Storage;

namespace AgentCluster.Storage.Tests.Execution;

/// <summary>An effect that nobody wants, with what it was told of actions that ended without it.</summary>
internal sealed class DroppedMail : IActionEffect
{
    public List<(string Id, string Reason)> Told { get; } = [];

    public ActionEffect Effect => ActionEffect.Mail;

    public Task<Outcome<string>> DoAsync(ActionKey key, ActionProposal proposal, Preview? shown, CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody approved it.");

    public Task DropAsync(PlatformSession session, ActionKey key, string reason)
    {
        Told.Add((key.Id, reason));
        return Task.CompletedTask;
    }
}
