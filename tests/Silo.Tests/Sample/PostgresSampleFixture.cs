using AgentCluster.Silo.Sample.Postgres;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Silo.Tests.Sample;

/// <summary>The sample company of <see cref="SampleFixture.Today"/> in PostgreSQL, made once for all tests of a class.</summary>
public sealed class PostgresSampleFixture : IAsyncLifetime
{
    private PostgresServer _server = null!;

    public string Database { get; private set; } = "";

    public string Owner => _server.Admin(Database);

    public PostgresSampleReport Report { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.GetAsync();
        Database = await _server.CreateEmptyDatabaseAsync();
        Report = await PostgresSample.MakeAsync(Owner, SampleFixture.TimeAt(SampleFixture.Today), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _server.DropDatabaseAsync(Database);
        foreach (var login in new[] { Report.Inspector, Report.Reader, Report.Writer })
        {
            await PostgresServer.ExecuteAsync(_server.AdminConnectionString, $"DROP ROLE {login}");
        }
    }

    /// <summary>A database of one test's own, without anything in it.</summary>
    public Task<string> CreateEmptyDatabaseAsync() => _server.CreateEmptyDatabaseAsync();

    public string OwnerOf(string database) => _server.Admin(database);

    public Task DropAsync(string database) => _server.DropDatabaseAsync(database);

    /// <summary>One of the sample's own logins.</summary>
    public string Login(string name) => new NpgsqlConnectionStringBuilder(Owner) { Username = name, Password = Report.Passwords[name], Pooling = false, Timezone = "UTC" }.ToString();

    /// <summary>Rows as text, as the server writes them; by the owner unless another login is given.</summary>
    public async Task<List<string?[]>> RowsAsync(string sql, string? login = null)
    {
        await using var connection = new NpgsqlConnection(login is null ? $"{Owner};Pooling=false;Timezone=UTC" : Login(login));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }

    public async Task<long> CountAsync(string sql) => long.Parse((await RowsAsync(sql))[0][0]!, System.Globalization.CultureInfo.InvariantCulture);
}
