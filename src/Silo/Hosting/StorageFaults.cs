using System.Data.Common;
using AgentCluster.Storage;

namespace AgentCluster.Silo.Hosting;

/// <summary>
/// The edge of every grain: what the storage providers of Orleans throw (the driver's own exceptions, which callers cannot read) leaves as
/// an exception of ours.
/// </summary>
internal sealed partial class StorageFaults(ILogger<StorageFaults> logger) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception failure) when (TransientFaults.OfStorage(failure) is not null)
        {
            throw Told(TransientFaults.OfStorage(failure)!);
        }
    }

    private AgentClusterException Told(DbException failure)
    {
        var told = DatabaseFaults.Translated(failure, "The database of grain state");
        if (!told.IsTransient)
        {
            LogRefused(failure);
        }

        return told;
    }

    [LoggerMessage(EventId = 11005, Level = LogLevel.Error, Message = "The database of grain state refused a statement; is it migrated, and has the silo's login its rights?")]
    private partial void LogRefused(Exception failure);
}
