using AgentCluster.Silo.Hosting;
using AgentCluster.Silo.Migrations;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace AgentCluster.Storage.Tests.Orleans;

/// <summary>A silo whose grain state and reminders are Orleans' own ADO.NET providers with our statements.</summary>
public abstract class OrleansHost : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;

    public IGrainStorage State => Services.GetRequiredKeyedService<IGrainStorage>("Default");

    public IReminderTable Reminders => Services.GetRequiredService<IReminderTable>();

    private IServiceProvider Services => _cluster!.Silos[0].ServiceProvider;

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = "agentcluster";
        builder.ConfigureSilo((_, silo) => Configure(silo));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        await RemoveAsync();
    }

    protected abstract Task PrepareAsync();

    protected abstract void Configure(ISiloBuilder silo);

    protected abstract Task RemoveAsync();
}

public sealed class SqliteOrleansHost : OrleansHost
{
    private readonly TemporaryFolder _folder = new();

    protected override Task PrepareAsync()
    {
        SqliteMigrations.Apply(_folder.File("orleans.db"), "Orleans");
        return Task.CompletedTask;
    }

    protected override void Configure(ISiloBuilder silo) => silo.UseSqliteState(_folder.File("orleans.db"));

    protected override Task RemoveAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class PostgresOrleansHost : OrleansHost
{
    private TestPostgres _postgres = null!;
    private ClusterPools _pools = null!;

    protected override async Task PrepareAsync()
    {
        _postgres = await TestPostgres.CreateAsync();
        _pools = new ClusterPools(_postgres.SiloConnectionString);
    }

    protected override void Configure(ISiloBuilder silo) => silo.UsePostgresState(_pools.State);

    protected override async Task RemoveAsync()
    {
        await _pools.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
