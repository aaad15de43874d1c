using AgentCluster.Execution;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Reasoning;

public sealed partial class Reasoner
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "A question about {Source} got no answer in {Rounds} rounds")]
    private partial void LogRoundsUsedUp(SourceKey source, int rounds);
}
