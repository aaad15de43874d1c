using AgentCluster.Storage;
using Npgsql;

namespace AgentCluster.Silo.Hosting;

/// <summary>
/// The connection pools of one silo, each with a stated share: a burst of one must not starve membership, whose heartbeat decides
/// whether the silo lives. The sum times the silos has to stay below the server's <c>max_connections</c>; <c>doctor</c> compares.
/// </summary>
internal sealed class ClusterPools(string connectionString) : IAsyncDisposable
{
    public const int MembershipSize = 4;

    public const int StateSize = 12;

    public const int PlatformSize = 24;

    public const int Sum = MembershipSize + StateSize + PlatformSize;

    public NpgsqlDataSource Membership { get; } = Pool(connectionString, "membership", MembershipSize);

    public NpgsqlDataSource State { get; } = Pool(connectionString, "state", StateSize);

    public NpgsqlDataSource Platform { get; } = PostgresPlatform.DataSource(Named(connectionString, "platform", PlatformSize));

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        await State.DisposeAsync();
        await Membership.DisposeAsync();
    }

    private static NpgsqlDataSource Pool(string connectionString, string name, int size) => NpgsqlDataSource.Create(Named(connectionString, name, size));

    private static string Named(string connectionString, string name, int size) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = $"agentcluster-{name}",
        MaxPoolSize = size,
        Timeout = 5,
        SearchPath = $"{Migrations.PostgresMigrations.Schema},public",

        // Nothing outlives a transaction, the tenant least of all: a reset would only be seven more statements for every use.
        NoResetOnClose = true,
    }.ToString();
}
