using System.Net;
using AgentCluster.Client.Tests.Fakes;

namespace AgentCluster.Client.Tests.Http;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_WithTheCatalogOfAnEarlierStartOnly_IsUnhealthyUntilThisProcessDiscovered()
    {
        var gateway = new TestGateway { IsDiscovered = false };
        await gateway.InitializeAsync();
        try
        {
            using var before = await gateway.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            gateway.Readiness.Discovered();
            using var after = await gateway.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));

            Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
            Assert.Contains("not been discovered", await before.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await gateway.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(ProblemKind.NotFound, HttpStatusCode.OK)]
    [InlineData(ProblemKind.Unavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task Ready_WithoutACatalog_IsHealthyOnlyWhereThereIsNoSource(ProblemKind kind, HttpStatusCode status)
    {
        var gateway = new TestGateway { Cluster = { NoCatalog = new() { Kind = kind, Code = "c", Message = "secret" } } };
        await gateway.InitializeAsync();
        try
        {
            using var response = await gateway.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));

            Assert.Equal(status, response.StatusCode);
            Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await gateway.DisposeAsync();
        }
    }
}
