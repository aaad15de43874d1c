using Microsoft.Extensions.Logging;

namespace AgentCluster.Learning;

internal sealed partial class BackgroundLearnerGrain
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Tenant {Tenant}: the learning run due {DueAt:O} begins")]
    private static partial void LogStarted(ILogger logger, string tenant, DateTimeOffset dueAt);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "Tenant {Tenant}: the learning run due {DueAt:O} ended with {Faults} faults")]
    private static partial void LogEnded(ILogger logger, string tenant, DateTimeOffset dueAt, int faults);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Tenant {Tenant}: the learning run was interrupted and goes on from its checkpoint")]
    private static partial void LogInterrupted(ILogger logger, string tenant);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "Tenant {Tenant}: the learning run failed and is tried again at the next tick")]
    private static partial void LogFailed(ILogger logger, string tenant, Exception failure);
}
