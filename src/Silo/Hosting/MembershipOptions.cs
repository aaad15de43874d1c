using System.Net;
using System.Net.Sockets;

namespace AgentCluster.Silo.Hosting;

/// <summary>How a silo of a cluster is called and reached. On Kubernetes the downward API gives name and address.</summary>
internal sealed class MembershipOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "AgentCluster:Membership";

    /// <summary>Name of this silo. Default: the machine's.</summary>
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>Address at which other silos and gateways reach this one; never a virtual one of a service. Default: 127.0.0.1.</summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Port for other silos. Default: 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port for gateways. Default: 30000.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Which silos form one cluster. Default: agentcluster.</summary>
    public string ClusterId { get; set; } = "agentcluster";

    /// <summary>The options of a configuration, checked.</summary>
    /// <exception cref="AgentClusterException">A value cannot be used; names the key.</exception>
    public static MembershipOptions Of(IConfiguration configuration)
    {
        var options = configuration.GetSection(SectionName).Get<MembershipOptions>() ?? new();
        _ = options.ParseAddress();
        return options;
    }

    /// <summary><see cref="Address"/> as an address.</summary>
    public IPAddress ParseAddress() => IPAddress.TryParse(Address, out var address) && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
        ? address
        : throw new AgentClusterException($"{SectionName}:Address: '{Address}' is not an IP address.");
}
