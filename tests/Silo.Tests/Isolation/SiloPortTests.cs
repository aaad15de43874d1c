using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace AgentCluster.Silo.Tests.Isolation;

/// <summary>Whoever reaches a silo's ports is believed, so they are open at its own address only.</summary>
public sealed class SiloPortTests
{
    [Fact]
    public async Task Ports_OfASilo_ListenAtTheAdvertisedAddressOnly()
    {
        await using var cluster = await PostgresCluster.StartAsync([]);
        var endpoints = cluster.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;

        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(listener => listener.Port == endpoints.SiloPort || listener.Port == endpoints.GatewayPort);

        Assert.Equal([IPAddress.Loopback, IPAddress.Loopback], listeners.Select(listener => listener.Address));
    }
}
