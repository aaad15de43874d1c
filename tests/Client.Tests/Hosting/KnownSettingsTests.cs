using AgentCluster.Client.Hosting;
using Microsoft.Extensions.Configuration;

namespace AgentCluster.Client.Tests.Hosting;

public sealed class KnownSettingsTests
{
    [Theory]
    [InlineData("AgentCluster:Grpc:Port", "AgentCluster:Grpc:Port")]
    [InlineData("AgentCluster:Admission:Request", "AgentCluster:Admission:Request")]
    [InlineData("AgentCluster:Storrage:ConnectionString", "AgentCluster:Storrage")]
    public void UnknownKey_StopsAGateway(string key, string named) =>
        Assert.Contains(named, Assert.Throws<AgentClusterException>(() => KnownSettings.Require(With(key))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("AgentCluster:Grpc:Url")]
    [InlineData("AgentCluster:Admission:Requests")]
    [InlineData("AgentCluster:Learning:Interval")]
    [InlineData("Logging:LogLevel:Default")]
    public void KnownKey_AlsoOfASilo_IsAccepted(string key) => KnownSettings.Require(With(key));

    private static IConfiguration With(string key) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = "x" }).Build();
}
