using System.Diagnostics;
using System.Globalization;

namespace AgentCluster.TestKit.Postgres;

/// <summary>A PostgreSQL server with a port and a directory of its own, ended by its pid with the process.</summary>
public sealed class ThrowAwayServer
{
    private const string Given = "AGENTCLUSTER_TEST_POSTGRES_SERVER";

    private readonly string _bin;
    private readonly string _folder;
    private readonly bool _durable;
    private readonly int _port = FreePorts.Next();

    private ThrowAwayServer(string bin, string folder, bool durable) => (_bin, _folder, _durable) = (bin, folder, durable);

    /// <summary>A superuser's connection string to database <c>postgres</c>.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Include Error Detail=true";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes a server with the newest binaries of this machine, or those in the folder that AGENTCLUSTER_TEST_POSTGRES_SERVER names, and starts it.</summary>
    /// <param name="durable">Whether a commit waits for the disk, as in production; tests are faster without.</param>
    public static async Task<ThrowAwayServer> LaunchAsync(bool durable = false)
    {
        var bin = Environment.GetEnvironmentVariable(Given) is { Length: > 0 } given ? Path.Combine(given, "bin") : Installed();
        var folder = Directory.CreateTempSubdirectory("agentcluster-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        var server = new ThrowAwayServer(bin, folder, durable);
        await RunAsUserAsync(Path.Combine(bin, "initdb"), "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.End();
        await server.StartAsync();
        return server;
    }

    /// <summary>The folder of the newest programs of this machine.</summary>
    public static string Installed() => Directory.GetDirectories("/usr/lib/postgresql")
        .OrderByDescending(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
        .Select(path => Path.Combine(path, "bin")).First(path => File.Exists(Path.Combine(path, "initdb")));

    /// <summary>Runs pgbench on a database with a script of its own; each transaction is logged to a file whose name begins with <paramref name="log"/>.</summary>
    public Task PgbenchAsync(string database, string script, string log, params string[] arguments) => RunAsync(
        Path.Combine(_bin, "pgbench"), ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-n", "-M", "prepared", "-f", script, "-l", $"--log-prefix={log}", .. arguments, database]);

    /// <summary>Starts the server; it takes connections when this returns.</summary>
    public Task StartAsync() => RunAsUserAsync(
        Path.Combine(_bin, "pg_ctl"), "-D", Data, "-w", "-s", "-l", Path.Combine(_folder, "log"),
        "-o", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync={(_durable ? "on" : "off")} -c max_connections=300 -c shared_buffers=256MB", "start");

    /// <summary>Ends the server as a crash does: every session breaks, the next start recovers from the log.</summary>
    public Task CrashAsync() => RunAsUserAsync(Path.Combine(_bin, "pg_ctl"), "-D", Data, "-w", "-s", "-m", "immediate", "stop");

    // SIGINT is the server's fast shutdown; the directory goes after it.
    private void End()
    {
        using var ended = Process.Start("sh", [
            "-c", $"pid=$(head -n 1 '{Data}/postmaster.pid') && kill -INT $pid && for i in $(seq 100); do kill -0 $pid 2>/dev/null || break; sleep 0.1; done; rm -rf '{_folder}'"]);
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
}
