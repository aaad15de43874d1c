using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace AgentCluster.Client.Auth;

/// <summary>
/// Bounds failed credentials, <see cref="PerMinute"/> an address and minute. Nobody guesses 256 bits: what is bounded is the work and the log
/// that wrong keys cost. A look-up under way counts as a failure until it has ended, so many at once get no further than one after another.
/// A key that this gateway has seen to be valid is not held up, whoever else shares its address behind a proxy.
/// </summary>
internal sealed class FailureBrake : IDisposable
{
    /// <summary>Failures that an address has in any minute.</summary>
    public const int PerMinute = 60;

    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(NetworkOf(address), _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    private readonly ConcurrentDictionary<IPAddress, int> _underWay = new();

    /// <summary>Lets a key be looked up, until <see cref="Leave"/>; false when the address has failed too often, or may have soon.</summary>
    public bool TryEnter(IPAddress address)
    {
        var underWay = _underWay.AddOrUpdate(NetworkOf(address), 1, (_, others) => others + 1);
        if (_failures.GetStatistics(address) is { } left && underWay <= left.CurrentAvailablePermits)
        {
            return true;
        }

        Leave(address);
        return false;
    }

    /// <summary>A look-up has ended; if it failed, that was counted before.</summary>
    public void Leave(IPAddress address)
    {
        var network = NetworkOf(address);
        if (_underWay.AddOrUpdate(network, 0, (_, all) => all - 1) == 0)
        {
            // Unless another has begun meanwhile.
            _underWay.TryRemove(new(network, 0));
        }
    }

    /// <summary>Counts a failure; false when the address has had all of its failures.</summary>
    public bool TryFail(IPAddress address)
    {
        using var permit = _failures.AttemptAcquire(address);
        return permit.IsAcquired;
    }

    /// <inheritdoc />
    public void Dispose() => _failures.Dispose();

    /// <summary>Whoever has an address of IPv6 has 2^64 of them (RFC 6177): they count as one.</summary>
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
