using AgentCluster.Execution;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Discovery;

internal sealed partial class Discoverer
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Discovered {Source}: {Tables} tables, {Views} views, {Columns} columns, {Changes} changes, {DurationMs:F0} ms")]
    private partial void LogDiscovered(SourceKey source, int tables, int views, int columns, int changes, double durationMs);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "{Source} changed in {Changes} places; {Memories} memories became stale")]
    private partial void LogDrifted(SourceKey source, int changes, int memories);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Discovery of {Source} failed with {Code}: {Reason}")]
    private partial void LogFailed(SourceKey source, string code, string reason);
}
