using AgentCluster.Execution;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class ObjectGlobsTests
{
    [Theory]
    [InlineData("*.secrets", "SECRETS", true)]
    [InlineData("*.secrets", "secrets2", false)]
    [InlineData("main.s?crets", "secrets", true)]
    [InlineData("main.*_tokens", "a_tokens_tokens", true)]
    [InlineData("main.*a*b", "xaxxc", false)]
    [InlineData("other.*", "secrets", false)]
    [InlineData("main.x", "agentcluster_ledger", true)]
    [InlineData("main.x", "OrleansStorage", true)]
    public void Denied_Name_Matches(string glob, string name, bool expected)
    {
        var settings = new SourceSettings { Provider = SourceProvider.Sqlite, ConnectionString = "x", DeniedObjects = [glob] };

        Assert.Equal(expected, ObjectGlobs.Denied(settings).Matches("main", name));
    }
}
