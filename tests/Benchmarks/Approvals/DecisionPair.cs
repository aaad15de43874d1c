using System.Globalization;
using AgentCluster.Approvals;
using AgentCluster.Benchmarks.Chaos;
using AgentCluster.Execution;
using AgentCluster.Silo.Hosting;
using AgentCluster.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Benchmarks.Approvals;

/// <summary>One silo over PostgreSQL, in this process; a request of a client is filed and approved, each durable before the other begins.</summary>
internal sealed class DecisionPair : IAsyncDisposable
{
    private readonly WebApplication _silo;
    private readonly IApprovalsGrain _approvals;

    private DecisionPair(WebApplication silo) =>
        (_silo, _approvals) = (silo, silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IApprovalsGrain>(Tenancy.TenantNames.Local));

    public static async Task<DecisionPair> StartAsync(ChaosDatabase database, CancellationToken cancellationToken)
    {
        var ports = FreePorts.Next(2);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AgentCluster:Storage:Provider"] = "Postgres",
            ["AgentCluster:Storage:ConnectionString"] = database.Silo,
            ["AgentCluster:Membership:SiloPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["AgentCluster:Membership:GatewayPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["AgentCluster:Approvals:Timeout"] = "06:00:00",
            ["Logging:LogLevel:Default"] = "Warning",
        }).Build();
        var silo = ClusterHost.Build(
            new() { Configuration = configuration, DataDirectory = Path.GetTempPath(), Url = "http://127.0.0.1:0" }, StorageOptions.Of(configuration));
        await silo.StartAsync(cancellationToken);
        return new(silo);
    }

    /// <summary>Files a request.</summary>
    public Task<Approval> FileAsync(CancellationToken cancellationToken) => _approvals.RequestAsync(
        new() { Action = "Send the quarter's report", Arguments = $$"""{"copy":"{{Guid.NewGuid():N}}"}""", Risk = Risk.Low, RequestedBy = "benchmark" }, cancellationToken);

    /// <summary>Files a request and approves it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = await FileAsync(cancellationToken);
        var decided = await _approvals.DecideAsync(
            request.Id, new() { Decision = Decision.Approve, Hash = request.Hash, By = TenantPerson, Channel = "http" }, cancellationToken);
        if (decided.Value?.Status != ApprovalStatus.Approved)
        {
            throw new InvalidOperationException(decided.Problem?.Message ?? $"It is {decided.Value?.Status}.");
        }
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private const string TenantPerson = "manager";
}
