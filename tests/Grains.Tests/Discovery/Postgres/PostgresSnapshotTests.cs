using AgentCluster.Discovery;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Grains.Tests.Discovery.Postgres;

[Trait("Category", "PostgresSource")]
public sealed class PostgresSnapshotTests
{
    [Fact]
    public async Task Read_TwentyTimesTheTables_TakesAsManyStatementsAndCountsWhatTheCatalogHolds()
    {
        await using var few = await PostgresSourceDatabase.CreateAsync("SELECT 1");
        await using var many = await PostgresSourceDatabase.CreateAsync("SELECT 1");
        await GeneratedSchema.CreateAsync(few.AdminConnectionString, 10);
        await GeneratedSchema.CreateAsync(many.AdminConnectionString, 200);

        var (_, statements) = await ReadAsync(few);
        var (catalog, same) = await ReadAsync(many);

        Assert.Equal(statements, same);
        Assert.InRange(statements, 10, 25);
        var counts = DiscoverySummaries.Of(catalog);
        Assert.Equal(200 * GeneratedSchema.KeysPerTable, counts.Relationships);
        Assert.Equal(
            (await CountAsync(many, "pg_class WHERE relkind = 'r' AND oid >= 16384"), await CountAsync(many, "pg_class WHERE relkind = 'v' AND oid >= 16384"),
                await CountAsync(many, "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind IN ('r', 'v') AND c.oid >= 16384 AND attnum > 0 AND NOT attisdropped"),
                await CountAsync(many, "pg_constraint WHERE contype = 'f'"), await CountAsync(many, "pg_proc WHERE oid >= 16384"),
                await CountAsync(many, "pg_type WHERE typtype = 'e'"), await CountAsync(many, "pg_policy"), GeneratedSchema.Schemas.Count),
            (counts.Tables, counts.Views, counts.Columns, counts.Relationships, counts.Functions, counts.Enums, counts.Policies, counts.Schemas));
        Assert.Equal(
            (await CountAsync(many, "pg_index WHERE indrelid >= 16384 AND NOT indisprimary"), await CountAsync(many, "pg_trigger WHERE NOT tgisinternal"),
                await CountAsync(many, "pg_constraint WHERE contype = 'c' AND conrelid >= 16384"), await CountAsync(many, "pg_description WHERE objoid >= 16384 AND classoid = 'pg_class'::regclass")),
            (catalog.Tables.Sum(t => t.Indexes.Length), catalog.Tables.Sum(t => t.Triggers.Length), catalog.Tables.Sum(t => t.Checks.Length),
                catalog.Tables.Count(t => t.Comment is not null) + catalog.Tables.SelectMany(t => t.Columns).Count(c => c.Comment is not null)));
    }

    // The server itself tells each statement that it was sent.
    private static async Task<(Catalog Catalog, int Statements)> ReadAsync(PostgresSourceDatabase database)
    {
        await database.ExecuteAsync($"ALTER ROLE {PostgresSourceDatabase.Reader} IN DATABASE {new NpgsqlConnectionStringBuilder(database.AdminConnectionString).Database} SET log_statement = 'all'");
        await database.ExecuteAsync($"ALTER ROLE {PostgresSourceDatabase.Reader} IN DATABASE {new NpgsqlConnectionStringBuilder(database.AdminConnectionString).Database} SET client_min_messages = 'log'");
        var statements = 0;
        var catalog = await database.ReadAsync(rows: false, opened: connection => connection.Notice += (_, told) =>
            statements += told.Notice.MessageText.StartsWith("statement:", StringComparison.Ordinal) || told.Notice.MessageText.StartsWith("execute ", StringComparison.Ordinal) ? 1 : 0);
        return (catalog, statements);
    }

    private static async Task<int> CountAsync(PostgresSourceDatabase database, string what) =>
        (int)(long)(await database.ValueAsync($"SELECT count(*) FROM {what}"))!;
}
