using AgentCluster.Execution;
using AgentCluster.Tools.BuiltIn;
using AgentCluster.Tools.SelfMade;
using AgentCluster.Tools.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Tools;

/// <summary>Registers the slice.</summary>
public static class ToolsRegistration
{
    /// <summary>Adds the tools; needs the slices Agents, Discovery, Execution, Memory and Notifications, and the platform database.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddTools(this IServiceCollection services)
    {
        services.AddOptions<ToolsOptions>().BindConfiguration(ToolsOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ITool, ExecuteSqlTool>()
            .AddSingleton<ITool, QueryDataTool>()
            .AddSingleton<ITool, ExplainSqlTool>()
            .AddSingleton<ITool, InspectSqlTool>()
            .AddSingleton<ITool, DescribeSchemaTool>()
            .AddSingleton<ITool, SearchMemoryTool>()
            .AddSingleton<ITool, AskAgentTool>()
            .AddSingleton<ITool, UpdateClientStatusTool>()
            .AddSingleton<ITool, SendEmailTool>()
            .AddSingleton<ITool, VerifyAuditTool>()
            .AddSingleton<ITool, CreateNewTool>()
            .AddSingleton<IActionEffect, SendEmailEffect>()
            .AddSingleton<IActionEffect, PublishToolEffect>()
            .AddSingleton<ToolGrants>()
            .AddSingleton<ToolVersionStore>()
            .AddSingleton<ToolTester>()
            .AddSingleton<ToolDuplicates>()
            .AddSingleton<ToolDemotion>()
            .AddSingleton<SelfMadeTools>()
            .AddSingleton<ToolCatalog>()
            .AddSingleton<ToolLifecycle>()
            .AddSingleton<ToolUseStore>()
            .AddSingleton<ToolUses>()
            .AddHostedService<ToolUseWriter>()
            .AddSingleton<ToolCalls>()
            .AddSingleton<ToolViews>();
    }
}
