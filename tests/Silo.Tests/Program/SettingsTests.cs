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
    [InlineData("AgentCluster:Policy:UnaprovedUpTo", "AgentCluster:Policy:UnaprovedUpTo")]
    [InlineData("AgentCluster:Policy:Rules:ManyRows:MinRow", "AgentCluster:Policy:Rules:ManyRows:MinRow")]
    [InlineData("AgentCluster:Budgets:RowsPerHou", "AgentCluster:Budgets:RowsPerHou")]
    [InlineData("AgentCluster:Audit:Secret", "AgentCluster:Audit:Secret")]
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
    [InlineData("AgentCluster:Policy:Rules:ManyRows:MinRows")]
    [InlineData("AgentCluster:Policy:Rules:AnyNewRow:DataClass")]
    [InlineData("AgentCluster:Audit:Directory")]
    [InlineData("Logging:LogLevel:Default")]
    public void KnownKey_IsAccepted(string key) => UnknownSettings.Refuse(With(key));

    private static IConfiguration With(string key) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = "x" }).Build();
}
