using AgentCluster.Discovery;
using AgentCluster.Discovery.Sqlite;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Grains.Tests.Discovery;

/// <summary>A SQLite source of a test's own.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SourceFile(string script)
    {
        Connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        Connection.Open();
        Connection.Execute(script);
    }

    public string Path => _folder.File("source.db");

    public SqliteConnection Connection { get; }

    public static Catalog Geography()
    {
        using var connection = new SqliteConnection($"Data Source={TestData.PathOf("geography.sqlite")};Mode=ReadOnly;Pooling=false");
        connection.Open();
        return Read(connection);
    }

    public Catalog Read(Func<string, bool>? isVisible = null, CancellationToken cancellationToken = default) => Read(Connection, isVisible, cancellationToken);

    public void Execute(string script) => Connection.Execute(script);

    public void Dispose()
    {
        Connection.Dispose();
        _folder.Dispose();
    }

    private static Catalog Read(SqliteConnection connection, Func<string, bool>? isVisible = null, CancellationToken cancellationToken = default)
    {
        var reading = new SqliteCatalogReader(TimeProvider.System).ReadAsync(connection, new("default", isVisible ?? (_ => true)), cancellationToken);
        return reading.GetAwaiter().GetResult();
    }
}
