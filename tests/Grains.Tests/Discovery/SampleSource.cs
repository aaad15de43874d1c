using AgentCluster.Discovery;
using AgentCluster.Discovery.Sqlite;
using AgentCluster.Silo.Sample;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Grains.Tests.Discovery;

/// <summary>The sample company, made and discovered once for all tests of a class.</summary>
public sealed class SampleSource : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SqliteConnection Connection { get; private set; } = null!;

    public Catalog Catalog { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var path = _folder.File("sample.db");
        await SampleCompany.CreateSqliteAsync(path, TimeProvider.System, CancellationToken.None);
        Connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=false");
        Connection.Open();
        Catalog = await new SqliteCatalogReader(TimeProvider.System).ReadAsync(Connection, new("default", _ => true), CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Connection.Dispose();
        _folder.Dispose();
    }
}
