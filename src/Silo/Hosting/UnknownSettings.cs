using AgentCluster.Agents;
using AgentCluster.Approvals;
using AgentCluster.Client.Admission;
using AgentCluster.Client.Auth;
using AgentCluster.Client.Hosting;
using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.Execution.Budgets;
using AgentCluster.Execution.Policy;
using AgentCluster.Learning;
using AgentCluster.Notifications;
using AgentCluster.Notifications.Mail;
using AgentCluster.Notifications.Slack;
using AgentCluster.Notifications.Telegram;
using AgentCluster.Tools;

namespace AgentCluster.Silo.Hosting;

/// <summary>Refuses a start with a key under <c>AgentCluster:</c> that nothing reads: a typo must never widen what an agent may do.</summary>
internal static class UnknownSettings
{
    private static readonly Dictionary<string, Type?> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DataDirectory"] = null,
        ["Urls"] = null,
        ["Admission"] = typeof(AdmissionOptions),
        ["Agents"] = typeof(AgentsOptions),
        ["Audit"] = typeof(AuditOptions),
        ["Approvals"] = typeof(ApprovalsOptions),
        ["Authentication"] = typeof(AuthenticationOptions),
        ["Budgets"] = typeof(BudgetOptions),
        ["Email"] = typeof(EmailOptions),
        ["Execution"] = typeof(ExecutionOptions),
        ["Grpc"] = typeof(GrpcOptions),
        ["Learning"] = typeof(LearningOptions),
        ["Membership"] = typeof(MembershipOptions),
        ["Policy"] = typeof(PolicyOptions),
        ["Outgoing"] = typeof(OutgoingOptions),
        ["PublicUrl"] = null,
        ["Slack"] = typeof(SlackOptions),
        ["Telegram"] = typeof(TelegramOptions),
        ["Storage"] = typeof(StorageOptions),
        ["Tools"] = typeof(ToolsOptions),
        ["Sources"] = typeof(IDictionary<string, ConfiguredSource>),
    };

    /// <exception cref="AgentClusterException">Names every unknown key at once.</exception>
    public static void Refuse(IConfiguration configuration) => KnownSettings.Require(configuration, Sections);
}
