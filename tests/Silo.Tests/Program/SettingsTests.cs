using AgentCluster.Silo.Hosting;
using Microsoft.Extensions.Configuration;

namespace AgentCluster.Silo.Tests.Program;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("AgentCluster:Learning:Intervall", "AgentCluster:Learning:Intervall")]
    [InlineData("AgentCluster:Lerning:Interval", "AgentCluster:Lerning")]
    [InlineData("AgentCluster:Sources:default:Writeable", "AgentCluster:Sources:default:Writeable")]
    [InlineData("AgentCluster:Execution:MaxRow", "AgentCluster:Execution:MaxRow")]
    public void UnknownKey_UnderOurSection_StopsTheStartAndIsNamed(string key, string named)
    {
        var failure = Assert.Throws<AgentClusterException>(() => UnknownSettings.Refuse(With(key)));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AgentCluster:Learning:Interval")]
    [InlineData("AgentCluster:Agents:Path")]
    [InlineData("AgentCluster:Sources:default:DeniedObjects:0")]
    [InlineData("AgentCluster:Sources:other:ConnectionString")]
    [InlineData("Logging:LogLevel:Default")]
    public void KnownKey_IsAccepted(string key) => UnknownSettings.Refuse(With(key));

    private static IConfiguration With(string key) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = "x" }).Build();
}
