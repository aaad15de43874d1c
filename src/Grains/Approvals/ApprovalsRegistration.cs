using AgentCluster.Notifications.Cards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCluster.Approvals;

/// <summary>Registers the requests for human decisions.</summary>
public static class ApprovalsRegistration
{
    /// <summary>Adds the slice.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddApprovals(this IServiceCollection services)
    {
        services.AddOptions<ApprovalsOptions>().BindConfiguration(ApprovalsOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApprovalsOptions>, ApprovalsOptionsValidator>();
        services.AddSingleton<ApprovalStore>().AddSingleton<ApproverStore>().AddSingleton<ICardTopic, ApprovalCards>();
        services.AddSingleton<ApprovalClock>().AddSingleton<ApprovalFiling>();
        return services.AddSingleton<ApprovalDesk>().AddSingleton<ClientRequests>().AddSingleton<Renewals>();
    }
}
