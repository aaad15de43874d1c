using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace AgentCluster.Client.Auth;

/// <summary>
/// Bounds failed credentials, <see cref="PerMinute"/> an address and minute. Nobody guesses 256 bits: what is bounded is the work and the log
/// that wrong keys cost. A key that this gateway has seen to be valid is not held up, whoever else shares its address behind a proxy.
/// </summary>
internal sealed class FailureBrake : IDisposable
{
    /// <summary>Failures that an address has in any minute.</summary>
    public const int PerMinute = 60;

    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(NetworkOf(address), _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Whether an address has failed too often.</summary>
    public bool IsOn(IPAddress address) => _failures.GetStatistics(address) is { CurrentAvailablePermits: <= 0 };

    /// <summary>Counts a failure.</summary>
    public void Failed(IPAddress address) => _failures.AttemptAcquire(address).Dispose();

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
