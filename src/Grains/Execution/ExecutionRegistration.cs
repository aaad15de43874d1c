using AgentCluster.Execution.Actions;
using AgentCluster.Execution.Audit;
using AgentCluster.Execution.Budgets;
using AgentCluster.Execution.Freeze;
using AgentCluster.Execution.Policy;
using AgentCluster.Execution.Postgres;
using AgentCluster.Execution.Sqlite;
using AgentCluster.Execution.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution;

/// <summary>Registers the slice.</summary>
public static class ExecutionRegistration
{
    /// <summary>Adds sources, inspection and the read sandbox. The host binds <see cref="SourcesOptions"/>, <see cref="ExecutionOptions"/> and data protection, and provides the platform database.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddExecution(this IServiceCollection services)
    {
        services.AddOptions<SourcesOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SourcesOptions>, SourcesOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddSingleton<SqliteFiles>();
        services.AddSingleton<SourceStore>();
        services.AddSingleton(provider => new SourceRegistry(
            provider.GetRequiredService<SourceStore>(),
            provider.GetRequiredService<SourceEngines>(),
            provider.GetRequiredService<IOptions<SourcesOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SourceExaminer(provider.GetRequiredService<SourceRegistry>(), provider.GetRequiredService<SqliteFiles>()));
        services.AddSingleton<ISourceConnections, SourceConnections>();
        services.AddOptions<ExecutionOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PolicyOptions>().BindConfiguration(PolicyOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<PolicyOptions>, PolicyOptionsValidator>();
        services.AddSingleton<RiskPolicy>();
        services.AddOptions<BudgetOptions>().BindConfiguration(BudgetOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ActionBudgets>();
        services.AddSingleton<FreezeStore>();
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>();
        services.AddSingleton<ExecutionLogStore>();
        services.AddSingleton<HeadFile>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<SqlitePools>();
        services.AddSingleton<SqliteReadSandbox>();
        services.AddSingleton<ISourceEngine, SqliteEngine>();
        services.AddSingleton<PostgresSources>();
        services.AddSingleton<PostgresReadSandbox>();
        services.AddSingleton<ISourceEngine, PostgresEngine>();
        services.AddSingleton<SourceEngines>();
        services.AddSingleton<ISourceWriter, SqliteWriter>();
        services.AddSingleton<ISourceWriter, PostgresWriter>();
        services.AddSingleton<SourceWriters>();
        services.AddSingleton<VerdictCache>();
        services.AddSingleton(provider => new SafeExecutor(
            provider.GetRequiredService<SourceRegistry>(),
            provider.GetRequiredService<SourceEngines>(),
            provider.GetRequiredService<SourceWriters>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SafeExecutor>>()));
        services.AddSingleton<ActionStore>();
        services.AddSingleton<AbandonedActions>();
        services.AddSingleton<ActionAssessor>();
        services.AddSingleton<ActionEffects>();
        services.AddSingleton(provider => new ActionClosing(provider.GetRequiredService<ActionEffects>()));
        services.AddSingleton<ActionNews>();
        services.AddSingleton<ActionRecords>();
        services.AddSingleton<ActionPerformer>();
        services.AddSingleton<ActionDesk>();
        services.AddSingleton<ReadRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadRecorder>());
        return services;
    }
}
