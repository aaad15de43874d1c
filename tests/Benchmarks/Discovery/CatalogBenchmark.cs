using System.Diagnostics;
using System.Globalization;
using AgentCluster.Discovery;
using AgentCluster.Discovery.Postgres;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Benchmarks.Discovery;

/// <summary>
/// The snapshot of a large PostgreSQL catalog beside <c>pg_dump -s</c> of the same database in the same run (A B A B), beside a tenth of
/// the tables, and a whole discovery, memories and all, beside its repetition when nothing changed.
/// </summary>
internal static class CatalogBenchmark
{
    private const int Share = 10;

    public static async Task<int> RunAsync(int tables, int rounds, CancellationToken cancellationToken)
    {
        var server = await PostgresServer.GetAsync();
        var large = await GenerateAsync(server, tables);
        var small = await GenerateAsync(server, tables / Share);
        var catalog = await SnapshotAsync(large, cancellationToken);
        await CheckAsync(large, catalog, cancellationToken);

        var (ours, dumps, tenths) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var snapshot = await TimeAsync(() => SnapshotAsync(large, cancellationToken));
            var dump = await TimeAsync(() => DumpAsync(large, cancellationToken));
            var tenth = await TimeAsync(() => SnapshotAsync(small, cancellationToken));
            Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: snapshot {snapshot:0} ms, pg_dump -s {dump:0} ms, snapshot of a tenth {tenth:0} ms");
            if (round > 0)
            {
                ours.Add(snapshot);
                dumps.Add(dump);
                tenths.Add(tenth);
            }
        }

        Tell("snapshot / pg_dump -s", ours, dumps);
        Tell($"snapshot / snapshot of {tables / Share} tables", ours, tenths);
        await RescanBenchmark.RunAsync(large, rounds, cancellationToken);
        return 0;
    }

    internal static void Tell(string name, List<double> ours, List<double> theirs)
    {
        var ratios = ours.Zip(theirs, (mine, other) => mine / other).Order().ToList();
        Console.WriteLine($"{name}: median {ratios[ratios.Count / 2]:0.00} (min {ratios[0]:0.00}, max {ratios[^1]:0.00})");
    }

    internal static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<string> GenerateAsync(PostgresServer server, int tables)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"generated_{tables}");
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"DROP DATABASE IF EXISTS {name}");
        await PostgresServer.ExecuteAsync(server.AdminConnectionString, $"CREATE DATABASE {name}");
        var admin = server.Admin(name);
        var took = await TimeAsync(() => GeneratedSchema.CreateAsync(admin, tables));
        await PostgresServer.ExecuteAsync(admin, "VACUUM ANALYZE");
        Console.WriteLine($"{tables} tables made in {took / 1000:0.0} s");
        return admin;
    }

    private static async Task<Catalog> SnapshotAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return await new PostgresCatalogReader(TimeProvider.System).ReadAsync(connection, new("generated", _ => true) { MayReadRows = false }, cancellationToken);
    }

    private static async Task DumpAsync(string connectionString, CancellationToken cancellationToken)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(
            Path.Combine(ThrowAwayServer.Installed(), "pg_dump"), ["-s", "-h", to.Host!, "-p", to.Port.ToString(CultureInfo.InvariantCulture), "-U", to.Username!, "-f", "/dev/null", to.Database!]);
        using var dump = Process.Start(start) ?? throw new InvalidOperationException("pg_dump did not start.");
        await dump.WaitForExitAsync(cancellationToken);
        if (dump.ExitCode != 0)
        {
            throw new InvalidOperationException($"pg_dump ended with {dump.ExitCode}.");
        }
    }

    private static async Task CheckAsync(string connectionString, Catalog catalog, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        (string Name, string Sql, int Ours)[] counts =
        [
            ("tables", "pg_class WHERE relkind = 'r' AND oid >= 16384", catalog.Tables.Count(table => table.Kind is CatalogTableKind.Table)),
            ("views", "pg_class WHERE relkind = 'v' AND oid >= 16384", catalog.Tables.Count(table => table.IsView)),
            ("columns", "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind IN ('r', 'v') AND c.oid >= 16384 AND attnum > 0 AND NOT attisdropped", catalog.Tables.Sum(table => table.Columns.Length)),
            ("foreign keys", "pg_constraint WHERE contype = 'f'", catalog.Relationships.Length),
            ("indexes", "pg_index WHERE indrelid >= 16384 AND NOT indisprimary", catalog.Tables.Sum(table => table.Indexes.Length)),
            ("checks", "pg_constraint WHERE contype = 'c' AND conrelid >= 16384", catalog.Tables.Sum(table => table.Checks.Length)),
            ("triggers", "pg_trigger WHERE NOT tgisinternal", catalog.Tables.Sum(table => table.Triggers.Length)),
            ("policies", "pg_policy", catalog.Tables.Sum(table => table.Policies.Length)),
            ("functions", "pg_proc WHERE oid >= 16384", catalog.Functions.Length),
            ("enums", "pg_type WHERE typtype = 'e'", catalog.Enums.Length),
        ];
        foreach (var (name, sql, ours) in counts)
        {
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM {sql}", connection);
            var theirs = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            Console.WriteLine($"{name}: {ours}, the catalog itself says {theirs}{(ours == theirs ? "" : ": DIFFERENT")}");
        }
    }
}
