using System.Text.RegularExpressions;
using AgentCluster.TestKit;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace AgentCluster.Silo.Tests.Program;

public sealed partial class GrpcTests(RunningSilo running) : IClassFixture<RunningSilo>
{
    [Fact]
    public async Task Grpc_AtTheAddressThatTheProgramPrints_Serves()
    {
        var address = await Eventually.GetAsync(() => Task.FromResult(Address().Match(running.Silo.Output)), found => found.Success);
        using var channel = GrpcChannel.ForAddress(address.Groups[1].Value);

        var health = await new Health.HealthClient(channel).CheckAsync(new() { Service = "agentcluster.v1" });

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task Dashboard_CountsTheSilo_AndHidesTheLog()
    {
        using var page = await running.Silo.Http.GetAsync("/dashboard/");
        using var counters = await running.Silo.Http.GetAsync("/dashboard/DashboardCounters");
        using var log = await running.Silo.Http.GetAsync("/dashboard/Trace");

        Assert.Equal([200, 200, 403], [(int)page.StatusCode, (int)counters.StatusCode, (int)log.StatusCode]);
        Assert.Contains("Active", await counters.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"gRPC\s+(http://\S+)")]
    private static partial Regex Address();
}
