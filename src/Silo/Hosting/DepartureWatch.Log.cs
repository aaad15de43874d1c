namespace AgentCluster.Silo.Hosting;

internal sealed partial class DepartureWatch
{
    [LoggerMessage(EventId = 11004, Level = LogLevel.Warning, Message = "Runs of a silo that left could not be swept up; the next sweep does")]
    private static partial void LogUnswept(ILogger logger, Exception failure);
}
