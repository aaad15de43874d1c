using Microsoft.Data.Sqlite;

namespace AgentCluster.Silo.Tests.Sample;

[Collection(SampleCompanyCollection.Name)]
public sealed class SampleTriggerTests(SampleFixture fixture)
{
    [Fact]
    public void Client_WhoseStatusBecomesChurned_LeavesAChurnEvent() => AssertChange(
        "UPDATE clients SET status = 'churned' WHERE name = 'Acme Logistics'",
        "SELECT COUNT(*) FROM churn_events WHERE client_id = 1 AND reason = 'unknown'",
        before: 0,
        after: 1);

    [Fact]
    public void Invoice_WhoseStatusChanges_LeavesAnAuditEvent() => AssertChange(
        "UPDATE invoices SET status = 'void' WHERE id = (SELECT max(id) FROM invoices WHERE status <> 'void')",
        "SELECT COUNT(*) FROM audit_events WHERE action = 'status void'",
        before: 0,
        after: 1);

    [Fact]
    public void Hold_PlacedAndReleased_MovesItsPayout()
    {
        const string Held = "SELECT COUNT(*) FROM payouts WHERE id = (SELECT payout_id FROM payout_holds ORDER BY id DESC LIMIT 1) AND status = ";
        using var connection = OpenCopy();
        Execute(connection, """
            INSERT INTO payout_holds (payout_id, reason, placed_by, placed_at)
            SELECT min(id), 'disputed', 1, '2026-06-17 08:00:00' FROM payouts WHERE status = 'pending'
            """);
        Assert.Equal(1L, Execute(connection, Held + "'on_hold'"));
        Execute(connection, "UPDATE payout_holds SET released_at = '2026-06-17 09:00:00' WHERE id = (SELECT max(id) FROM payout_holds)");
        Assert.Equal(1L, Execute(connection, Held + "'approved'"));
    }

    private void AssertChange(string change, string count, long before, long after)
    {
        using var connection = OpenCopy();
        Assert.Equal(before, Execute(connection, count));
        Execute(connection, change);
        Assert.Equal(after, Execute(connection, count));
    }

    private SqliteConnection OpenCopy()
    {
        var copy = Path.Combine(fixture.Folder, Path.GetRandomFileName());
        File.Copy(fixture.DatabasePath, copy);
        var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
