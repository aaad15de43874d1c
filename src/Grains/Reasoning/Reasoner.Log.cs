using AgentCluster.Execution;
using Microsoft.Extensions.Logging;

namespace AgentCluster.Reasoning;

public sealed partial class Reasoner
{
    [LoggerMessage(6001, LogLevel.Warning, "A question about {Source} got no answer in {Rounds} rounds")]
    private partial void LogRoundsUsedUp(SourceKey source, int rounds);
}
