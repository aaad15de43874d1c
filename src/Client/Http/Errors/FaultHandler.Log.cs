namespace AgentCluster.Client.Http.Errors;

internal sealed partial class FaultHandler
{
    [LoggerMessage(EventId = 8001, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed and was answered with {Code}.")]
    private static partial void LogFault(ILogger logger, Exception exception, string method, string endpoint, string code);
}
