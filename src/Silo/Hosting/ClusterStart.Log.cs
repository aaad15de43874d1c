namespace AgentCluster.Silo.Hosting;

internal sealed partial class ClusterStart
{
    [LoggerMessage(EventId = 11001, Level = LogLevel.Warning, Message = "Tenant {Tenant} is not started yet; tried again in {Seconds} s")]
    private partial void LogNotYet(string tenant, double seconds, Exception failure);

    [LoggerMessage(EventId = 11002, Level = LogLevel.Warning, Message = "The default source of tenant {Tenant} is not discovered: {Reason}")]
    private partial void LogUndiscovered(string tenant, string reason);

    [LoggerMessage(EventId = 11003, Level = LogLevel.Warning, Message = "The tenants cannot be listed; tried again in {Seconds} s")]
    private partial void LogUnlisted(double seconds, Exception failure);
}
