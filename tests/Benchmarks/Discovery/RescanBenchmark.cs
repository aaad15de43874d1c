using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AgentCluster.Benchmarks.Discovery;

/// <summary>A first discovery of a source, its rows and the memories made of it included, and the same again.</summary>
internal static class RescanBenchmark
{
    private const string Login = "generated_reader";

    public static async Task RunAsync(string admin, int rounds, CancellationToken cancellationToken)
    {
        await PostgresServer.ExecuteAsync(
            admin,
            $"""
            DO $$ BEGIN CREATE ROLE {Login} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            ALTER ROLE {Login} SET log_min_messages = 'fatal';
            REVOKE TEMPORARY ON DATABASE {new NpgsqlConnectionStringBuilder(admin).Database} FROM PUBLIC;
            {string.Join('\n', GeneratedSchema.Schemas.Select(schema => $"GRANT USAGE ON SCHEMA {schema} TO {Login}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {Login};"))}
            """);
        var login = new NpgsqlConnectionStringBuilder(admin) { Username = Login }.ToString();
        var (firsts, agains) = (new List<double>(), new List<double>());
        for (var round = 1; round <= rounds; round++)
        {
            await using var platform = new TestPlatform();
            var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSqlitePlatform(_ => platform.Database).AddExecution().AddMemory().AddDiscovery();
            services.Configure<SourcesOptions>(options => options.Sources["default"] = new()
            {
                Provider = SourceProvider.Postgres, ConnectionString = login, ReadConnectionString = login,
            });
            await using var provider = services.BuildServiceProvider();
            firsts.Add(await CatalogBenchmark.TimeAsync(() => DiscoverAsync(provider, cancellationToken)));
            agains.Add(await CatalogBenchmark.TimeAsync(() => DiscoverAsync(provider, cancellationToken)));
            Console.WriteLine($"round {round}: first discovery {firsts[^1]:0} ms, unchanged {agains[^1]:0} ms");
        }

        CatalogBenchmark.Tell("unchanged re-scan / first discovery", agains, firsts);
    }

    private static async Task DiscoverAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var run = await services.GetRequiredService<Discoverer>().RunAsync(new("local", "default"), cancellationToken);
        if (!run.Succeeded)
        {
            throw new InvalidOperationException(run.Problem.Message);
        }
    }
}
