using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Approvals;

/// <summary>Registers the requests for human decisions.</summary>
public static class ApprovalsRegistration
{
    /// <summary>Adds the slice.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddOptions<ApprovalsOptions>().BindConfiguration(ApprovalsOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<ApprovalStore>().AddSingleton<ApproverStore>().AddSingleton<ApprovalDesk>().AddSingleton<ICardTopic, ApprovalCards>();
    }
}
