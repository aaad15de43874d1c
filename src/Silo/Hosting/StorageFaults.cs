using System.Data.Common;

namespace AgentCluster.Silo.Hosting;

/// <summary>
/// The edge of every grain: what the storage providers of Orleans throw (the driver's own exceptions, which callers cannot read) leaves as
/// an exception of ours.
/// </summary>
internal sealed class StorageFaults : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (DbException failure)
        {
            throw AgentClusterException.StorageUnavailable("The database of grain state is away.", failure);
        }
    }
}
