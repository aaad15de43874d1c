using System.Globalization;

namespace AgentCluster.Monitoring.Platform;

/// <summary>What is to be said of a platform database in PostgreSQL. Pure: the facts and the expectation are given.</summary>
public static class PlatformChecks
{
    private const int OldestServer = 15;
    private const string Migrate = "dotnet run --project src/Silo -- migrate";

    /// <summary>Row identifiers carry milliseconds; leases and expiry are counted in seconds.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(1);

    /// <summary>Iterative index scans, without which recall under a filter gives too few rows, came with 0.8.</summary>
    private static readonly Version OldestVector = new(0, 8);

    /// <summary>One result for each check.</summary>
    /// <param name="facts">What the database says.</param>
    /// <param name="expected">What the program needs.</param>
    public static IReadOnlyList<CheckResult> Of(PlatformFacts facts, PlatformExpectation expected) =>
    [
        Server(facts), Vector(facts), Extensions(facts), Migrations(facts, expected), Login(facts), Privileges(facts), RowSecurity(facts),
        Recall(facts, expected), Clock(facts), Connections(facts, expected), Durability(facts),
    ];

    private static CheckResult Server(PlatformFacts facts)
    {
        var version = $"PostgreSQL {facts.ServerVersion / 10000}.{facts.ServerVersion % 10000}";
        return facts.ServerVersion / 10000 >= OldestServer ? CheckResult.Pass("server", $"{version}.")
            : CheckResult.Fail("server", $"{version} is too old: {OldestServer} or later is needed.");
    }

    private static CheckResult Vector(PlatformFacts facts)
    {
        const string Check = "pgvector";
        return !facts.Extensions.TryGetValue("vector", out var installed) ? CheckResult.Fail(Check, "The extension is not installed in this database.", "CREATE EXTENSION vector;")
            : Version.Parse(installed) < OldestVector
                ? CheckResult.Fail(Check, $"Version {installed} has no iterative index scans: {OldestVector} or later is needed.", "-- after the package was updated\nALTER EXTENSION vector UPDATE;")
                : CheckResult.Pass(Check, $"Version {installed}.");
    }

    private static CheckResult Extensions(PlatformFacts facts)
    {
        var missing = new[] { "btree_gin", "pg_trgm" }.Where(name => !facts.Extensions.ContainsKey(name)).ToList();
        return missing.Count == 0 ? CheckResult.Pass("extensions", "btree_gin and pg_trgm are installed.")
            : CheckResult.Fail("extensions", $"Not installed in this database: {string.Join(", ", missing)}.", string.Join('\n', missing.Select(name => $"CREATE EXTENSION {name};")));
    }

    private static CheckResult Migrations(PlatformFacts facts, PlatformExpectation expected)
    {
        const string Check = "migrations";
        if (facts.Migrations is not { } applied)
        {
            return CheckResult.Fail(Check, $"There is no schema 'agentcluster' that '{facts.Login}' may read.", Migrate);
        }

        var pending = expected.Migrations.Except(applied).ToList();
        var unknown = applied.Except(expected.Migrations).ToList();
        return pending.Count > 0 ? CheckResult.Fail(Check, $"{pending.Count} of {expected.Migrations.Length} did not run yet, the first is {pending[0]}.", Migrate)
            : unknown.Count > 0 ? CheckResult.Warn(Check, $"The schema is newer than this program: it does not know {unknown[^1]}.")
            : CheckResult.Pass(Check, $"All {applied.Length} ran.");
    }

    private static CheckResult Login(PlatformFacts facts)
    {
        var own = facts.Tables.Where(table => table.IsOwn).Select(table => table.Name).ToList();
        var faults = new[]
        {
            facts.IsSuperuser ? "is a superuser" : null,
            facts.BypassesRowSecurity ? "has BYPASSRLS" : null,
            own.Count > 0 ? $"owns {string.Join(", ", own.Take(3))}{(own.Count > 3 ? $" and {own.Count - 3} more tables" : "")}" : null,
        }.OfType<string>().ToList();
        return faults.Count == 0 ? CheckResult.Pass("login", $"'{facts.Login}' is neither superuser nor owner.")
            : CheckResult.Fail(
                "login",
                $"'{facts.Login}' {string.Join(" and ", faults)}: row level security must bind the login of silos and gateways.",
                own.Count > 0 ? "-- Let silos log in as another role than the one that migrates: AgentCluster:Storage:ConnectionString." : $"ALTER ROLE {Quoted(facts.Login)} NOSUPERUSER NOBYPASSRLS;");
    }

    private static CheckResult Privileges(PlatformFacts facts)
    {
        var closed = facts.Tables.Where(table => !table.IsUsable).Select(table => table.Name).ToList();
        return closed.Count == 0 ? CheckResult.Pass("privileges", "The login may use every table.")
            : CheckResult.Fail("privileges", $"'{facts.Login}' may not use {string.Join(", ", closed)}; a migration grants it.", Migrate);
    }

    private static CheckResult RowSecurity(PlatformFacts facts)
    {
        // A table that the login reads by column is one that is opened to it by functions of their own.
        var open = facts.Tables.Where(table => table.HasTenant && (!table.IsBound || (table.IsReadable && !table.IsForced))).Select(table => table.Name).ToList();
        return open.Count == 0
            ? CheckResult.Pass("row security", $"Forced on all {facts.Tables.Count(table => table.HasTenant)} tables of tenants.")
            : CheckResult.Fail("row security", $"Tenants are not kept apart in {string.Join(", ", open)}.", string.Join('\n', open.Select(name => $"SELECT agentcluster.isolate('agentcluster.{name}');")));
    }

    private static CheckResult Recall(PlatformFacts facts, PlatformExpectation expected) => facts.HasRecallRole
        ? CheckResult.Pass("recall", "search_memory runs as a role of its own.")
        : CheckResult.Warn("recall", "search_memory runs under row level security: as right, but slower, since no text index is used. A superuser mends it.", expected.RecallRole);

    private static CheckResult Clock(PlatformFacts facts)
    {
        var offset = string.Create(CultureInfo.InvariantCulture, $"{facts.ClockOffset.TotalSeconds:+0.000;-0.000} s (to {facts.ClockUncertainty.TotalSeconds:0.000} s)");
        return facts.ClockOffset.Duration() <= ClockTolerance + facts.ClockUncertainty
            ? CheckResult.Pass("clock", $"The database's clock differs by {offset}.")
            : CheckResult.Warn("clock", $"The database's clock differs by {offset}: what is due comes early or late, and instants of silos do not compare.", "Synchronise both machines, by NTP for example.");
    }

    private static CheckResult Connections(PlatformFacts facts, PlatformExpectation expected)
    {
        var needed = expected.Connections + facts.OtherConnections;
        var said = $"{expected.Processes} take up to {expected.Connections} connections, others hold {facts.OtherConnections}; {facts.AllowedConnections} are allowed";
        return needed <= facts.AllowedConnections ? CheckResult.Pass("connections", $"{said}.")
            : CheckResult.Fail("connections", $"{said}.", $"-- and restart the server; mind limits of the login and of the database\nALTER SYSTEM SET max_connections = {RoundUp(needed + 20)};");
    }

    private static CheckResult Durability(PlatformFacts facts) => facts.UnsafeSettings.IsEmpty
        ? CheckResult.Pass("durability", "A commit is on disk when it is acknowledged.")
        : CheckResult.Fail("durability", $"The server may lose what it acknowledged: {string.Join(", ", facts.UnsafeSettings)}.", string.Join('\n', facts.UnsafeSettings.Select(setting => $"ALTER SYSTEM SET {setting.Replace("off", "on", StringComparison.Ordinal)};").Append("SELECT pg_reload_conf();")));

    private static int RoundUp(int connections) => (connections + 49) / 50 * 50;

    private static string Quoted(string name) => new Npgsql.NpgsqlCommandBuilder().QuoteIdentifier(name);
}
