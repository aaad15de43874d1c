using System.Net;
using System.Net.Sockets;
using AgentCluster.Client.Hosting;
using Microsoft.Extensions.Configuration;

namespace AgentCluster.Client.Tests.Hosting;

public sealed class ListenersTests
{
    [Theory]
    [InlineData("http://localhost:8080", null, "http://localhost:8081")]
    [InlineData("http://[::1]:8080", "", "http://[::1]:8081")]
    [InlineData("http://127.0.0.1:0", null, "http://127.0.0.1:0")]
    [InlineData("http://localhost:8080", "http://127.0.0.1:9000/", "http://127.0.0.1:9000")]
    [InlineData("http://localhost:8080", "OFF", null)]
    public void GrpcUrl_IsAsConfigured_OrTheNextPort(string url, string? configured, string? expected) =>
        Assert.Equal(expected, Listeners.GrpcUrl(With(configured), url));

    [Theory]
    [InlineData("http://localhost:8080", "8081")]
    [InlineData("http://localhost:8080", "https://localhost:8081")]
    [InlineData("http://localhost:8080", "http://localhost:8081/path")]
    [InlineData("http://localhost:65535", null)]
    public void GrpcUrl_ThatCannotBeUsed_NamesItsKey(string url, string? configured)
    {
        var failure = Assert.Throws<AgentClusterException>(() => Listeners.GrpcUrl(With(configured), url));

        Assert.Contains("AgentCluster:Grpc:Url", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BusyPort_OfGrpc_IsToldWithTheRemedy()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var failure = Assert.Throws<AgentClusterException>(() => Listeners.RefuseBusyPorts("http://127.0.0.1:0", $"http://localhost:{((IPEndPoint)taken.LocalEndpoint).Port}"));

        Assert.Contains("AgentCluster:Grpc:Url", failure.Message, StringComparison.Ordinal);
    }

    private static IConfiguration With(string? url) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AgentCluster:Grpc:Url"] = url }).Build();
}
