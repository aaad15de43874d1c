using System.Net;
using System.Net.Sockets;

namespace AgentCluster.TestKit;

/// <summary>Ports of this machine that nobody uses at the moment.</summary>
public static class FreePorts
{
    /// <summary>One port.</summary>
    public static int Next() => Next(1)[0];

    /// <summary>Several, each another.</summary>
    public static int[] Next(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return [.. ports];
    }
}
