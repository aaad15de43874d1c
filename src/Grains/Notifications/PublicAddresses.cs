using System.Net;
using System.Net.Sockets;

namespace AgentCluster.Notifications;

/// <summary>Which addresses belong to the public internet: IANA's special-purpose registries (RFC 6890 and its successors) are not.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] SpecialV4 = Networks(
        """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24
        192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
        168.63.129.16/32
        """);

    /// <summary>Of the only block that is given out: protocol assignments with Teredo, documentation, 6to4, AS112.</summary>
    private static readonly IPNetwork[] SpecialV6 = Networks("2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20");

    private static readonly IPNetwork Unicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether anybody may be reached there. An address that carries an IPv4 address in a mapping is what that one is.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !Array.Exists(SpecialV4, network => network.Contains(address));
        }

        return address.IsIPv4MappedToIPv6 ? Contains(address.MapToIPv4())
            : Nat64.Contains(address) ? Contains(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : Unicast.Contains(address) && !Array.Exists(SpecialV6, network => network.Contains(address));
    }

    private static IPNetwork[] Networks(string list) =>
        [.. list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(network => IPNetwork.Parse(network))];
}
