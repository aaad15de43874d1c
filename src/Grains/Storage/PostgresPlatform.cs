using Npgsql;

namespace AgentCluster.Storage;

/// <summary>
/// The platform database of a cluster, in PostgreSQL. Row level security is forced on every tenant's table: each batch of statements
/// begins by naming its tenant, and sees nothing without it.
/// </summary>
public sealed class PostgresPlatform(NpgsqlDataSource source) : IPlatformDatabase
{
    private const string Database = "The platform database";

    /// <summary>The data source for a platform database: its vectors are known, and statements are prepared when they come often.</summary>
    /// <param name="connectionString">Login of the silo; its search path is set here.</param>
    public static NpgsqlDataSource DataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "agentcluster,public", MaxAutoPrepare = 100 };
        var builder = new NpgsqlDataSourceBuilder(settings.ToString());
        builder.UseVector();
        return builder.Build();
    }

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await work(new PostgresPlatformSession(connection, tenant, cancellationToken));
        }
        catch (NpgsqlException failure)
        {
            throw DatabaseFaults.Translated(failure, Database);
        }
    }

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await work(new PostgresPlatformSession(connection, tenant, cancellationToken));

            // A commit that is given up half-way has an unknown outcome: it is seen through.
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (NpgsqlException failure)
        {
            throw DatabaseFaults.Translated(failure, Database);
        }
    }
}
