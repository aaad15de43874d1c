using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Deployment;

public sealed class ReadOnlyHomeTests
{
    [Fact]
    public async Task SiloOfACluster_WithAHomeThatNobodyWrites_GetsAsFarAsItsDatabase()
    {
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = "/proc/no-home",
            ["AgentCluster__Storage__Provider"] = "Postgres",
            ["AgentCluster__Storage__ConnectionString"] = "Host=127.0.0.1;Port=1;Username=silo",
        };

        var (exitCode, output) = await SiloProcess.RunAsync(environment, "migrate");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("agentcluster: The platform database cannot be migrated", output.Trim(), StringComparison.Ordinal);
    }
}
