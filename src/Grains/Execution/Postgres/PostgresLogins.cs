using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>How the logins of a source connect: each with its fence in the start-up packet, so that a reset keeps it.</summary>
/// <param name="Inspecting">The login that inspects.</param>
/// <param name="Reading">The login that reads, or null: no agent's SQL runs then.</param>
internal sealed record PostgresLogins(string Inspecting, string? Reading)
{
    private const string Pinned = "-c standard_conforming_strings=on -c debug_pretty_print=off -c default_transaction_read_only=on";

    /// <summary>The logins of a source, or a problem that names the field.</summary>
    public static Outcome<PostgresLogins> Of(SourceSettings settings, int connections)
    {
        var inspecting = PostgresConnectionString.Read("connectionString", settings.ConnectionString);
        if (!inspecting.Succeeded)
        {
            return inspecting.Problem;
        }

        var path = PathOf(inspecting.Value.SearchPath);
        var reading = settings.ReadConnectionString is null ? null : PostgresConnectionString.Read("readConnectionString", settings.ReadConnectionString);
        if (reading is { Succeeded: false })
        {
            return reading.Problem;
        }

        var inspector = Common(inspecting.Value, path, connections);
        inspector.Options = $"{Pinned} -c jit=off -c client_min_messages=log -c lock_timeout=1s -c statement_timeout=2s";
        inspector.IncludeErrorDetail = true;
        inspector.NoResetOnClose = true;
        if (reading?.Value is not { } reader)
        {
            return new PostgresLogins(inspector.ToString(), null);
        }

        Common(reader, path, connections).Options = $"{Pinned} -c DateStyle=ISO -c IntervalStyle=postgres -c bytea_output=hex -c extra_float_digits=1";
        reader.Timezone = "UTC";
        return new PostgresLogins(inspector.ToString(), reader.ToString());
    }

    /// <summary>Names without a schema mean the same to both logins, and never a temporary table.</summary>
    private static string PathOf(string? searchPath) => string.IsNullOrWhiteSpace(searchPath) ? "public,pg_temp" : $"{searchPath},pg_temp";

    private static NpgsqlConnectionStringBuilder Common(NpgsqlConnectionStringBuilder builder, string searchPath, int connections)
    {
        builder.SearchPath = searchPath;
        builder.MaxPoolSize = connections;
        builder.MinPoolSize = 0;
        builder.Multiplexing = false;
        builder.MaxAutoPrepare = 0;
        builder.Enlist = false;
        builder.PersistSecurityInfo = false;
        builder.ApplicationName ??= "agentcluster";
        builder.Timeout = Math.Min(builder.Timeout, 5);
        return builder;
    }
}
