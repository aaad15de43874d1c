using AgentCluster.Approvals;

namespace AgentCluster.Notifications.Callbacks;

/// <summary>Somebody's yes or no to a card, as a chat service vouches for it.</summary>
/// <param name="Tenant">Tenant.</param>
/// <param name="Channel">The service.</param>
/// <param name="User">Who, as the service knows them.</param>
/// <param name="Reference">The service's own id of the message.</param>
/// <param name="Token">What the button carries: the card.</param>
/// <param name="Decision">What the button says.</param>
/// <param name="Operation">The service's own id of the click.</param>
internal sealed record CardClick(string Tenant, string Channel, string User, string Reference, string Token, Decision Decision, string Operation);
