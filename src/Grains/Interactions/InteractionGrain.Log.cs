using Microsoft.Extensions.Logging;

namespace AgentCluster.Interactions;

internal sealed partial class InteractionGrain
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Interaction {Interaction} was interrupted; its row is resumed later")]
    private static partial void LogInterrupted(ILogger logger, string interaction);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Interaction {Interaction} met trouble of the cluster or could not be written; it is run again")]
    private static partial void LogTroubled(ILogger logger, string interaction, Exception failure);
}
