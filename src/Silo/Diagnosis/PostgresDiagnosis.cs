using AgentCluster.Client.Hosting;
using AgentCluster.Monitoring;
using AgentCluster.Monitoring.Platform;
using AgentCluster.Silo.Hosting;
using AgentCluster.Silo.Migrations;
using Npgsql;

namespace AgentCluster.Silo.Diagnosis;

/// <summary>Examines the platform database of a cluster with the login of its silos.</summary>
internal static class PostgresDiagnosis
{
    private const string Check = "platform database";

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(StorageOptions storage, int silos, int gateways, CancellationToken cancellationToken)
    {
        var login = new NpgsqlConnectionStringBuilder(storage.ConnectionString) { Pooling = false, Timeout = 5, ApplicationName = "agentcluster-doctor" };
        try
        {
            await using var connection = new NpgsqlConnection(login.ToString());
            await connection.OpenAsync(cancellationToken);
            return PlatformChecks.Of(await PlatformFactsReader.ReadAsync(connection, TimeProvider.System, cancellationToken), Expected(silos, gateways));
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege)
        {
            return [new(Check, CheckStatus.Fail, $"'{login.Username}' is not let in: {refused.MessageText}.", PlatformLogins.Sql(storage))];
        }
        catch (NpgsqlException failure)
        {
            return [new(Check, CheckStatus.Fail, $"Database '{login.Database}' on {login.Host} cannot be reached: {failure.Message}")];
        }
    }

    private static PlatformExpectation Expected(int silos, int gateways) => new()
    {
        Migrations = [.. PostgresMigrations.Scripts().Order(StringComparer.Ordinal)],
        Connections = (silos * ClusterPools.Sum) + (gateways * GatewayPools.MembershipSize),
        Processes = $"{silos} silos and {gateways} gateways",
        RecallRole = RecallRole.Sql,
    };
}
