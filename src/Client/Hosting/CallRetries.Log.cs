namespace AgentCluster.Client.Hosting;

internal sealed partial class CallRetries
{
    [LoggerMessage(EventId = 8101, Level = LogLevel.Debug, Message = "{Method} did not reach its silo or its answer was lost; it is sent again")]
    private static partial void LogRepeated(ILogger logger, string method, Exception failure);
}
