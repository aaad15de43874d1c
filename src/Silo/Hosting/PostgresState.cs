using Npgsql;
using Orleans.Storage;

namespace AgentCluster.Silo.Hosting;

/// <summary>Grain state and reminders in PostgreSQL: the ADO.NET providers with our own statements.</summary>
internal static class PostgresState
{
    private const string Invariant = "Npgsql";

    /// <summary>Both on one pool.</summary>
    public static void UsePostgresState(this ISiloBuilder silo, NpgsqlDataSource pool)
    {
        silo.UseAdoNetReminderService(options => (options.Invariant, options.DataSource) = (Invariant, pool));
        silo.Services.AddSingleton<SystemTextJsonGrainStorageSerializer>();
        silo.AddAdoNetGrainStorageAsDefault(options => options.Configure<SystemTextJsonGrainStorageSerializer>((storage, serializer) =>
            (storage.Invariant, storage.DataSource, storage.GrainStorageSerializer) = (Invariant, pool, serializer)));
    }
}
