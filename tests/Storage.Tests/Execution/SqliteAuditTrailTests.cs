using System.Data.Common;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Storage.Tests.Execution;

public sealed class SqliteAuditTrailTests() : AuditTrailContract(ITestPlatform.SqliteAsync)
{
    protected override async Task<DbConnection> OpenAsOwnerAsync()
    {
        var connection = new SqliteConnection(SqlitePlatform.ConnectionStringOf(((TestPlatform)Platform).Path));
        await connection.OpenAsync();
        connection.Execute("DROP TRIGGER IF EXISTS execution_log_no_update; DROP TRIGGER IF EXISTS execution_log_no_delete");
        return connection;
    }

    protected override string Later(string column) => $"{column} + 1";
}
