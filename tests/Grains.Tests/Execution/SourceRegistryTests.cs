using System.Text;
using AgentCluster.Execution;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class SourceRegistryTests : IDisposable
{
    private readonly ExecutionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Put_ValidFile_IsListedAndReadable()
    {
        var put = await PutAsync("second", Settings(Database("second.db")) with { Writable = true, DeniedObjects = ["main.secret*"] });

        Assert.True(put.Succeeded);
        Assert.False(put.Value.Configured);
        Assert.Equal<string>(["default", "second"], await _bench.Sources.NamesAsync(ExecutionBench.Tenant, CancellationToken.None));
        Assert.Equal("[[1]]", (await ReadAsync("second", "SELECT a FROM t")).Result!.RowsJson);
        Assert.Equal("forbiddenSql", (await ReadAsync("second", "SELECT * FROM secrets")).Problem!.Code);
    }

    [Fact]
    public async Task Put_Replaced_TakesEffectAtOnce()
    {
        var path = Database("second.db");
        await PutAsync("second", Settings(path));
        Assert.Null((await ReadAsync("second", "SELECT * FROM secrets")).Problem);

        await PutAsync("second", Settings(path) with { DeniedObjects = ["*.secrets"] });

        Assert.Equal("forbiddenSql", (await ReadAsync("second", "SELECT * FROM secrets")).Problem!.Code);
    }

    [Fact]
    public async Task Find_ReadAnew_IsTheSameObjectUnlessItChanged()
    {
        var time = new FakeTimeProvider();
        using var bench = new ExecutionBench(time: time);
        var key = new SourceKey(ExecutionBench.Tenant, "second");
        await bench.Sources.PutAsync(key, Settings(Database("second.db")) with { DeniedObjects = ["main.secret*"], ReadOnlyObjects = ["main.t"] }, CancellationToken.None);
        var put = (await bench.Sources.FindAsync(key, CancellationToken.None)).Value;

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Same(put, (await bench.Sources.FindAsync(key, CancellationToken.None)).Value);

        await bench.Platform.WriteAsync(connection => connection.Execute("UPDATE source SET denied_objects = '[\"main.other\"]'"));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal<string>(["main.other"], (await bench.Sources.FindAsync(key, CancellationToken.None)).Value!.DeniedObjects);
    }

    [Theory]
    [InlineData("Big", "name", "1 to 64")]
    [InlineData("", "name", "1 to 64")]
    public async Task Put_BadName_IsRefused(string name, string field, string message) =>
        AssertProblem(await PutAsync(name, Settings(_bench.SourcePath)), field, message);

    [Fact]
    public async Task Put_Pipe_IsRefusedWithoutWaitingForItsWriter()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var pipe = _bench.PathTo("pipe");
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [pipe]);
        await mkfifo.WaitForExitAsync();

        var put = await Task.Run(() => PutAsync("x", Settings(pipe))).WaitAsync(TimeSpan.FromSeconds(20));

        AssertProblem(put, "connectionString", "not a SQLite database");
    }

    [Fact]
    public async Task Put_BadSettings_NameTheFieldAndTheFault()
    {
        var good = Settings(_bench.SourcePath);
        File.WriteAllText(_bench.PathTo("note.txt"), "This is a note, and no database at all.");
        File.WriteAllText(_bench.PathTo("empty.db"), "");
        File.CreateSymbolicLink(_bench.PathTo("link.db"), _bench.PlatformPath);

        AssertProblem(await PutAsync("x", good with { Provider = SourceProvider.Postgres }), "connectionString", "no PostgreSQL connection string");
        AssertProblem(await PutAsync("x", good with { ConnectionString = " " }), "connectionString", "required");
        AssertProblem(await PutAsync("x", good with { ConnectionString = _bench.PathTo("none.db") }), "connectionString", "does not exist");
        AssertProblem(await PutAsync("x", good with { ConnectionString = Path.GetDirectoryName(_bench.SourcePath)! }), "connectionString", "directory");
        AssertProblem(await PutAsync("x", good with { ConnectionString = _bench.PathTo("note.txt") }), "connectionString", "not a SQLite database");
        AssertProblem(await PutAsync("x", good with { ConnectionString = _bench.PathTo("empty.db") }), "connectionString", "not a SQLite database");
        AssertProblem(await PutAsync("x", good with { ConnectionString = ":memory:" }), "connectionString", "is a file");
        AssertProblem(await PutAsync("x", good with { ConnectionString = "Data Source=file:x?mode=memory" }), "connectionString", "is a file");
        AssertProblem(await PutAsync("x", good with { ConnectionString = _bench.PlatformPath }), "connectionString", "belongs to the platform");
        AssertProblem(await PutAsync("x", good with { ConnectionString = "Data Source=" + _bench.PathTo("link.db") }), "connectionString", "belongs to the platform");
        AssertProblem(await PutAsync("x", good with { ReadConnectionString = "a" }), "readConnectionString", "no logins");
        AssertProblem(await PutAsync("x", good with { WriteConnectionString = "a" }), "writeConnectionString", "no logins");
        AssertProblem(await PutAsync("x", good with { DeniedObjects = ["secrets"] }), "deniedObjects", "main.secrets");
        AssertProblem(await PutAsync("x", good with { ReadOnlyObjects = [""] }), "readOnlyObjects", "glob");
    }

    [Fact]
    public async Task Put_ConfiguredSource_IsAConflict()
    {
        Assert.Equal("configuredSource", (await PutAsync("default", Settings(_bench.SourcePath))).Problem!.Code);
        Assert.Equal("configuredSource", (await _bench.Sources.DeleteAsync(new(ExecutionBench.Tenant, "default"), CancellationToken.None)).Problem!.Code);
        Assert.True((await _bench.Sources.GetAsync(new(ExecutionBench.Tenant, "default"), CancellationToken.None)).Value!.Configured);
    }

    [Fact]
    public async Task Delete_Source_IsGone()
    {
        await PutAsync("second", Settings(Database("second.db")));
        Assert.Equal("second", (await _bench.Sources.DeleteAsync(new(ExecutionBench.Tenant, "second"), CancellationToken.None)).Value!.Name);

        Assert.Equal("unknownSource", (await ReadAsync("second", "SELECT 1")).Problem!.Code);
        Assert.Equal("unknownSource", (await _bench.Sources.DeleteAsync(new(ExecutionBench.Tenant, "second"), CancellationToken.None)).Problem!.Code);
    }

    [Fact]
    public async Task Put_ConnectionString_IsEncryptedAtRest()
    {
        var path = Database("very-secret-name.db");
        await PutAsync("second", Settings("Data Source=" + path));

        var bytes = ReadShared(_bench.PlatformPath).Concat(File.Exists(_bench.PlatformPath + "-wal") ? ReadShared(_bench.PlatformPath + "-wal") : []).ToArray();

        Assert.True(bytes.AsSpan().IndexOf("second"u8) >= 0);
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("very-secret-name")) < 0);
    }

    [Fact]
    public async Task Find_RowMovedToAnotherName_CannotBeDecrypted()
    {
        await PutAsync("second", Settings(Database("second.db")));
        await _bench.Platform.WriteAsync(connection => connection.Execute("UPDATE source SET name = 'third'"));

        Assert.Equal("sourceUnavailable", (await _bench.Sources.FindAsync(new(ExecutionBench.Tenant, "third"), CancellationToken.None)).Problem!.Code);
    }

    [Fact]
    public async Task Put_EnvironmentReference_IsResolvedAtUseAndNeverShown()
    {
        const string Variable = "AGENTCLUSTER_TEST_SOURCE";
        AssertProblem(await PutAsync("env", Settings("env:" + Variable)), "connectionString", Variable);
        Environment.SetEnvironmentVariable(Variable, "a-secret-value");
        var shown = await PutAsync("env", Settings("env:" + Variable));
        Assert.DoesNotContain("a-secret-value", shown.Problem!.Message, StringComparison.Ordinal);

        Environment.SetEnvironmentVariable(Variable, Database("env.db"));
        Assert.True((await PutAsync("env", Settings("env:" + Variable))).Succeeded);
        Assert.Null((await ReadAsync("env", "SELECT a FROM t")).Problem);

        Environment.SetEnvironmentVariable(Variable, null);
        var gone = await ReadAsync("env", "SELECT a FROM t");
        Assert.Equal("sourceUnavailable", gone.Problem!.Code);
        Assert.Contains(Variable, gone.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenForDiscovery_Source_IsReadOnly()
    {
        var opened = await _bench.Connections.OpenForDiscoveryAsync(new(ExecutionBench.Tenant, "default"), CancellationToken.None);
        using var connection = (SqliteConnection)opened.Value!.Connection;

        Assert.Equal([3L], connection.Query(row => row.GetInt64(0), "SELECT count(*) FROM clients"));
        Assert.Throws<SqliteException>(() => connection.Execute("DELETE FROM clients"));
    }

    [Theory]
    [InlineData(SourceProvider.Sqlite, "/srv/company.db", "connectionString")]
    [InlineData(SourceProvider.Postgres, "env:SOME_SECRET", "connectionString")]
    [InlineData(SourceProvider.Postgres, "Host=db;Username=u;Database=d", "connectionString")]
    [InlineData(SourceProvider.Postgres, "Host=/var/run/postgresql;Username=u;Password=p;Database=d", "connectionString")]
    [InlineData(SourceProvider.Postgres, "Host=db,/tmp;Username=u;Password=p;Database=d", "connectionString")]
    [InlineData(SourceProvider.Postgres, "Host=db;Username=u;Password=p;Database=d;SSL Key=/etc/key", "connectionString")]
    [InlineData(SourceProvider.Postgres, "Host=db;Username=u;Password=p;Database=d;Passfile=/root/.pgpass", "connectionString")]
    public async Task Put_ByATenantOfTheServersOwnThings_IsRefused(SourceProvider provider, string connection, string field)
    {
        var settings = new SourceSettings { Provider = provider, ConnectionString = connection };

        var refused = await _bench.Sources.PutAsync(new("acme", "theirs"), settings, CancellationToken.None);

        Assert.Equal(("operatorSource", field), (refused.Problem?.Code, refused.Problem?.Field));
        Assert.Null(SourceReach.Check(ExecutionBench.Tenant, settings));
    }

    [Fact]
    public void Reach_OfAHostWithALogin_IsForEveryTenant() => Assert.Null(SourceReach.Check(
        "acme", new() { Provider = SourceProvider.Postgres, ConnectionString = "postgresql://u:p@db.example:5432/d?sslmode=require", ReadConnectionString = "Host=db;Username=r;Password=p;Database=d" }));

    [Fact]
    public async Task Source_ConfiguredForATenant_IsThatTenantsUnderItsOwnName()
    {
        using var bench = new ExecutionBench(source: configured => (configured.Tenant, configured.Name) = ("acme", "books"));

        Assert.Equal("books", Assert.Single(await bench.Sources.ListAsync("acme", CancellationToken.None)).Name);
        Assert.Empty(await bench.Sources.ListAsync(ExecutionBench.Tenant, CancellationToken.None));
        Assert.Equal("unknownSource", (await bench.Sources.FindAsync(new(ExecutionBench.Tenant, "books"), CancellationToken.None)).Problem?.Code);
    }

    [Fact]
    public void Validate_ConfiguredSources_NamesEveryFault()
    {
        var options = new SourcesOptions();
        options.Sources["Bad Name"] = new ConfiguredSource { ConnectionString = "x" };
        options.Sources["pg"] = new ConfiguredSource { Provider = SourceProvider.Postgres, ConnectionString = "x" };
        options.Sources["foreign"] = new ConfiguredSource { ConnectionString = "x", Tenant = "A/B" };
        options.Sources["twin"] = new ConfiguredSource { ConnectionString = "x", Name = "pg" };

        var failures = new SourcesOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.Equal(4, failures.Count);
        Assert.Contains(failures, failure => failure.Contains("foreign", StringComparison.Ordinal) && failure.Contains("tenant", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.Contains("several sources 'pg'", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.Contains("pg", StringComparison.Ordinal) && failure.Contains("connectionString", StringComparison.Ordinal));
    }

    private static SourceSettings Settings(string connectionString) => new() { Provider = SourceProvider.Sqlite, ConnectionString = connectionString };

    private static void AssertProblem(Outcome<SourceView> outcome, string field, string message)
    {
        Assert.Equal(field, outcome.Problem?.Field);
        Assert.Contains(message, outcome.Problem!.Message, StringComparison.Ordinal);
    }

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private string Database(string name)
    {
        using var connection = new SqliteConnection($"Data Source={_bench.PathTo(name)};Pooling=false");
        connection.Open();
        connection.Execute("CREATE TABLE t(a); INSERT INTO t VALUES (1); CREATE TABLE secrets(b);");
        return _bench.PathTo(name);
    }

    private Task<Outcome<SourceView>> PutAsync(string name, SourceSettings settings) =>
        _bench.Sources.PutAsync(new(ExecutionBench.Tenant, name), settings, CancellationToken.None);

    private Task<ReadOutcome> ReadAsync(string source, string sql) =>
        _bench.Executor.ReadAsync(new ReadRequest { Source = new(ExecutionBench.Tenant, source), Sql = sql, Agent = "api" }, CancellationToken.None);
}
