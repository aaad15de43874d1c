using AgentCluster.Execution.Postgres;
using AgentCluster.Tenancy;
using Npgsql;

namespace AgentCluster.Execution;

/// <summary>
/// What a tenant may name when it puts a source. The server's files, its environment and its sockets are the operator's: another tenant that
/// named them could read the databases, the secrets and the identity of everybody. It names a host and brings a login of its own.
/// </summary>
internal static class SourceReach
{
    /// <summary>The field that reaches too far, or null.</summary>
    public static Problem? Check(string tenant, SourceSettings settings) =>
        tenant == TenantNames.Local ? null
        : settings.Provider == SourceProvider.Sqlite ? Refusal("connectionString", "a file of the server")
        : Check("connectionString", settings.ConnectionString)
            ?? Check("readConnectionString", settings.ReadConnectionString)
            ?? Check("writeConnectionString", settings.WriteConnectionString);

    private static Problem? Check(string field, string? connectionString)
    {
        if (connectionString is null)
        {
            return null;
        }

        if (EnvironmentReference.IsOne(connectionString))
        {
            return Refusal(field, "a variable of the server's environment");
        }

        return PostgresConnectionString.Read(field, connectionString).Value is { } login && NamesTheServersOwn(login)
            ? Refusal(field, "the server's own sockets, files or identity")
            : null;
    }

    // Without a password the driver takes one from the server's environment or home.
    private static bool NamesTheServersOwn(NpgsqlConnectionStringBuilder login) =>
        string.IsNullOrEmpty(login.Password)
        || login.Host!.Split(',').Any(host => host.TrimStart().FirstOrDefault() is '/' or '@' or '\\')
        || new[] { login.Passfile, login.RootCertificate, login.SslCertificate, login.SslKey }.Any(file => !string.IsNullOrEmpty(file));

    private static Problem Refusal(string field, string what) => Problem.Forbidden(
        "operatorSource",
        $"This names {what}, which is the operator's. Give host, user, password and database; or have the operator configure the source for your tenant.",
        field);
}
