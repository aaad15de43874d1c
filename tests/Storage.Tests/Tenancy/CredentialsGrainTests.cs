using AgentCluster.Tenancy;
using Orleans.Concurrency;

namespace AgentCluster.Storage.Tests.Tenancy;

public sealed class CredentialsGrainTests
{
    [Fact]
    public void Lookups_All_WaitForNoOther() =>
        Assert.All(typeof(ICredentialsGrain).GetMethods(), method => Assert.True(method.IsDefined(typeof(AlwaysInterleaveAttribute), false), method.Name));
}
