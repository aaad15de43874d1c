using AgentCluster.Storage;
using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Silo.Tests.Isolation;

/// <summary>Two tenants with keys of their own over HTTP, on one silo with PostgreSQL: neither sees what is the other's.</summary>
public sealed class HttpIsolationTests : IDisposable
{
    private const int Requests = 500;

    private static readonly string[] Tenants = ["alder", "birch"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Requests_OfTwoTenants_ShowNeitherWhatIsTheOthers()
    {
        await using var cluster = await PostgresCluster.StartAsync(Tenants.SelectMany(Source).ToDictionary());
        var clients = await Task.WhenAll(Tenants.Select((tenant, seed) => EnterAsync(cluster, tenant, new Random(seed))));

        await Task.WhenAll(clients.Select(client => client.RunAsync(Requests)));

        foreach (var (client, other) in new[] { (clients[0], clients[1]), (clients[1], clients[0]) })
        {
            Assert.DoesNotContain(client.Answers, answer => answer.Contains(other.Tenant, StringComparison.Ordinal));
            Assert.Contains(client.Answers, answer => answer.Contains($"\"{client.Tenant} ", StringComparison.Ordinal));
            Assert.NotEmpty(other.Own);
            foreach (var (method, path) in other.Own.DistinctBy(own => own.Path).Take(60))
            {
                Assert.Equal((path, 404), (path, await client.TryAsync(method, path)));
            }

            foreach (var path in new[] { $"/v1/interactions/{other.Tenant}%2Fx", $"/v1/memories/{other.Tenant}%2Fx", $"/v1/sources/{other.Tenant}%2Fdefault", $"/v1/agents/{other.Tenant}%2Fdata-analyst" })
            {
                Assert.Equal((path, 404), (path, await client.TryAsync(HttpMethod.Get, path)));
            }
        }
    }

    /// <summary>A source of the tenant's own whose rows name it.</summary>
    private Dictionary<string, string?> Source(string tenant)
    {
        var file = _folder.File($"{tenant}.db");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        connection.Execute($"CREATE TABLE entries (id INTEGER PRIMARY KEY, owner TEXT NOT NULL); INSERT INTO entries (owner) VALUES ('{tenant} one'), ('{tenant} two')");
        return new()
        {
            [$"AgentCluster:Sources:{tenant}:Tenant"] = tenant,
            [$"AgentCluster:Sources:{tenant}:Name"] = "default",
            [$"AgentCluster:Sources:{tenant}:ConnectionString"] = file,
        };
    }

    private static async Task<TenantClient> EnterAsync(PostgresCluster cluster, string tenant, Random random)
    {
        var grains = cluster.Services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<ITenantsGrain>(ITenantsGrain.Key).OpenAsync(tenant, "cli");
        var key = (await grains.GetGrain<IApiKeysGrain>(tenant).IssueAsync(new() { Name = "test", Roles = Roles.All, CreatedBy = "cli" })).Value!.Key;
        var http = new HttpClient { BaseAddress = cluster.Url, DefaultRequestHeaders = { { "X-API-Key", key } } };
        using var discovered = await http.PostAsync(new Uri("/v1/discovery/runs", UriKind.Relative), null);
        Assert.True(discovered.IsSuccessStatusCode);
        return new(http, tenant, random);
    }
}
