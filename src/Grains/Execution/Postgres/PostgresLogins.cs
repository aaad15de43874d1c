using Npgsql;

namespace AgentCluster.Execution.Postgres;

/// <summary>How the logins of a source connect: each with its fence in the start-up packet, so that a reset keeps it.</summary>
/// <param name="Inspecting">The login that inspects.</param>
/// <param name="Reading">The login that reads, or null: no agent's SQL runs then.</param>
/// <param name="Writing">The login that does what was approved, or null: nothing is changed then.</param>
internal sealed record PostgresLogins(string Inspecting, string? Reading, string? Writing)
{
    private const string Pinned = "-c standard_conforming_strings=on -c debug_pretty_print=off";
    private const string ReadOnly = "-c default_transaction_read_only=on";

    /// <summary>Every value has one text form.</summary>
    private const string Forms = "-c DateStyle=ISO -c IntervalStyle=postgres -c bytea_output=hex -c extra_float_digits=1";

    /// <summary>An action is short; a few are enough.</summary>
    public const int WritingConnections = 2;

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
        var writing = settings.WriteConnectionString is null ? null : PostgresConnectionString.Read("writeConnectionString", settings.WriteConnectionString);
        if ((reading?.Problem ?? writing?.Problem) is { } problem)
        {
            return problem;
        }

        var inspector = Common(inspecting.Value, path, connections);
        inspector.Options = $"{Pinned} {ReadOnly} -c jit=off -c client_min_messages=log -c lock_timeout=1s -c statement_timeout=2s";
        inspector.IncludeErrorDetail = true;
        inspector.NoResetOnClose = true;
        return new PostgresLogins(
            inspector.ToString(),
            reading?.Value is { } reader ? Running(reader, path, connections, $"{Pinned} {ReadOnly} {Forms}") : null,
            writing?.Value is { } writer ? Running(writer, path, WritingConnections, $"{Pinned} {Forms}") : null);
    }

    private static string Running(NpgsqlConnectionStringBuilder login, string searchPath, int connections, string options)
    {
        Common(login, searchPath, connections).Options = options;
        login.Timezone = "UTC";
        return login.ToString();
    }

    /// <summary>Names without a schema mean the same to every login, and never a temporary table.</summary>
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
