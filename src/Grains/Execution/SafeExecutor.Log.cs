using Microsoft.Extensions.Logging;

namespace AgentCluster.Execution;

public sealed partial class SafeExecutor
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "Source {Source}: a statement of {Agent} was refused as {Verdict} ({Kind})")]
    private partial void LogRefused(SourceKey source, string agent, Verdict verdict, string kind);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "Source {Source} cannot be used: {Reason}")]
    private partial void LogUnavailable(SourceKey source, string reason);
}
