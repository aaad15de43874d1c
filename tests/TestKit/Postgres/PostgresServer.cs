using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgentCluster.Silo.Migrations;
using Npgsql;

namespace AgentCluster.TestKit.Postgres;

/// <summary>
/// One PostgreSQL server for all tests of a process: the one that AGENTCLUSTER_TEST_POSTGRES names (a superuser's connection string),
/// or a throw-away cluster with a port and a directory of its own, ended by its pid with the process: of the newest installed programs, or
/// of those in the folder that AGENTCLUSTER_TEST_POSTGRES_SERVER names.
/// </summary>
public sealed class PostgresServer
{
    /// <summary>The login of silos: neither owner nor superuser.</summary>
    public const string SiloLogin = "agentcluster_silo_test";

    private const string Given = "AGENTCLUSTER_TEST_POSTGRES";
    private const string GivenPrograms = "AGENTCLUSTER_TEST_POSTGRES_SERVER";
    private const string Template = "agentcluster_template";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private static int _databases;

    private readonly Lazy<Task> _template;

    private PostgresServer(string admin)
    {
        AdminConnectionString = admin;
        _template = new(CreateTemplateAsync);
    }

    /// <summary>A superuser's connection string to database <c>postgres</c>.</summary>
    public string AdminConnectionString { get; }

    /// <summary>The server of this process, started at the first call.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>A migrated, empty database of a test's own.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await _template.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(AdminConnectionString, $"CREATE DATABASE {name} TEMPLATE {Template}");
        return name;
    }

    public Task DropDatabaseAsync(string name) => ExecuteAsync(AdminConnectionString, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>A superuser's connection string to a database.</summary>
    public string Admin(string database) => new NpgsqlConnectionStringBuilder(AdminConnectionString) { Database = database }.ToString();

    /// <summary>The connection string of silos and gateways to a database.</summary>
    public string Silo(string database) => new NpgsqlConnectionStringBuilder(AdminConnectionString)
    {
        Database = database,
        Username = SiloLogin,
        Password = SiloLogin,
        SearchPath = PostgresMigrations.Schema + ",public",
    }.ToString();

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync() =>
        new(Environment.GetEnvironmentVariable(Given) is { Length: > 0 } given ? given : await LaunchAsync());

    // Sources need none of it, nor the extensions that the platform asks for.
    private async Task CreateTemplateAsync()
    {
        await ExecuteAsync(
            AdminConnectionString,
            $"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{SiloLogin}') THEN CREATE ROLE {SiloLogin} LOGIN PASSWORD '{SiloLogin}'; END IF;
            END $$
            """);
        await ExecuteAsync(AdminConnectionString, $"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
        await ExecuteAsync(AdminConnectionString, $"CREATE DATABASE {Template}");
        await PostgresMigrations.ApplyAsync(new NpgsqlConnectionStringBuilder(Admin(Template)) { Pooling = false }.ToString(), SiloLogin, CancellationToken.None);
    }

    private static async Task<string> LaunchAsync()
    {
        var bin = Programs();
        var folder = Directory.CreateTempSubdirectory("agentcluster-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        var data = Path.Combine(folder, "data");
        var port = FreePort();
        await RunAsUserAsync(Path.Combine(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await RunAsUserAsync(
            Path.Combine(bin, "pg_ctl"), "-D", data, "-w", "-s", "-l", Path.Combine(folder, "log"),
            "-o", $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300 -c shared_buffers=256MB", "start");
        var pid = int.Parse((await File.ReadAllLinesAsync(Path.Combine(data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(pid, folder);
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Include Error Detail=true";
    }

    private static string Programs() => Environment.GetEnvironmentVariable(GivenPrograms) is { Length: > 0 } given
        ? Path.Combine(given, "bin")
        : Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .Select(path => Path.Combine(path, "bin")).First(path => File.Exists(Path.Combine(path, "initdb")));

    // SIGINT is the server's fast shutdown; the directory goes after it.
    private static void End(int pid, string folder)
    {
        using var ended = Process.Start("sh", ["-c", $"kill -INT {pid}; for i in $(seq 100); do kill -0 {pid} 2>/dev/null || break; sleep 0.1; done; rm -rf '{folder}'"]);
        ended.WaitForExit(TimeSpan.FromSeconds(15));
    }

    // The server refuses to run as root.
    private static Task RunAsUserAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments])
        : RunAsync(program, arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
