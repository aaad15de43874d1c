using System.Data.Common;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class PostgresAuditTrailTests() : AuditTrailContract(ITestPlatform.PostgresAsync)
{
    protected override async Task<DbConnection> OpenAsOwnerAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(((TestPostgres)Platform).AdminConnectionString)
        {
            SearchPath = "agentcluster",
            Options = "-c session_replication_role=replica",
        };
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync();
        return connection;
    }

    protected override string Later(string column) => $"{column} + interval '1 millisecond'";
}
