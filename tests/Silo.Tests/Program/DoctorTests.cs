using System.Text.Json;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Silo.Tests.Program;

public sealed class DoctorTests
{
    [Fact]
    public async Task DataDirectory_BeforeDuringAndAfterARun_IsWell()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        Assert.Equal(0, (await SiloProcess.RunAsync("doctor", "--data", data)).ExitCode);
        Assert.False(Directory.Exists(data));

        await using var silo = await SiloProcess.StartAsync(data);
        var (exitCode, running) = await SiloProcess.RunAsync("doctor", "--data", data, "--json");
        Assert.Equal(0, exitCode);
        Assert.Contains(silo.Http.BaseAddress!.Authority, Checks(running)["lock"].Message, StringComparison.Ordinal);
        Assert.Equal("pass", Checks(running)["source default"].Status);
        await silo.StopAsync();

        await using (var file = File.OpenWrite(Path.Combine(data, "platform.db")))
        {
            file.Position = 4096 * 3;
            file.Write(new byte[4096]);
        }

        var (broken, output) = await SiloProcess.RunAsync("doctor", "--data", data, "--json");
        Assert.Equal(1, broken);
        Assert.Equal("fail", Checks(output)["integrity of platform.db"].Status);
        Assert.Equal("pass", Checks(output)["integrity of orleans.db"].Status);
    }

    [Fact]
    public async Task PlatformDatabase_WithoutItsLogin_IsToldTheSqlThatMakesIt()
    {
        var server = await PostgresServer.GetAsync();
        var silo = new NpgsqlConnectionStringBuilder(server.AdminConnectionString) { Username = "silo_of_nobody", Database = "db_of_nobody" };

        var (exitCode, output) = await SiloProcess.RunAsync(Settings(silo.ToString()), "doctor");

        Assert.Equal(1, exitCode);
        Assert.Contains("CREATE ROLE \"silo_of_nobody\" LOGIN PASSWORD '...';", output, StringComparison.Ordinal);
        Assert.Contains("CREATE DATABASE \"db_of_nobody\" OWNER \"agentcluster_owner\";", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlatformDatabase_WithTooFewConnections_Fails()
    {
        await using var postgres = await TestPostgres.CreateAsync();

        var (_, few) = await SiloProcess.RunAsync(Settings(postgres.SiloConnectionString), "doctor", "--json", "--silos", "3");
        var (exitCode, many) = await SiloProcess.RunAsync(Settings(postgres.SiloConnectionString), "doctor", "--json", "--silos", "300");

        Assert.Equal(1, exitCode);
        Assert.Equal(("pass", "fail"), (Checks(few)["connections"].Status, Checks(many)["connections"].Status));
        Assert.Equal("pass", Checks(few)["migrations"].Status);
        Assert.Equal("warn", Checks(few)["audit"].Status);
    }

    [Fact]
    public async Task Ledger_WithoutASource_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output) = await SiloProcess.RunAsync("doctor", "--data", folder.Path, "--create-ledger");

        Assert.Equal(1, exitCode);
        Assert.Contains("--source", output, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(string connectionString) => new()
    {
        ["AgentCluster__Storage__Provider"] = "Postgres",
        ["AgentCluster__Storage__ConnectionString"] = connectionString,
    };

    private static Dictionary<string, (string Status, string Message)> Checks(string json) =>
        JsonDocument.Parse(json).RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("check").GetString()!,
            check => (check.GetProperty("status").GetString()!, check.GetProperty("message").GetString()!));
}
