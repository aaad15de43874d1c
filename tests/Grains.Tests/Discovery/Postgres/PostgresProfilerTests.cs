using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Discovery.Postgres;

[Trait("Category", "PostgresSource")]
public sealed class PostgresProfilerTests
{
    private const string Large =
        """
        CREATE TABLE parcel (id int PRIMARY KEY, size text, depot text, weight numeric, sent_at timestamp, mail text, fragile boolean, zone char(3), price money, photo bytea) WITH (autovacuum_enabled = off);
        INSERT INTO parcel SELECT i, (ARRAY['small', 'large'])[1 + i % 2], 'Depot ' || (i % 700), i % 90 / 2.0, timestamp '2024-01-01' + i * interval '5 minutes', 'p' || i || '@post.example', i % 3 = 0, 'Z' || i % 2, (i % 5)::money, '\x01'
            FROM generate_series(1, 150000) i;
        """;

    [Theory]
    [InlineData("ANALYZE parcel")]
    [InlineData("SELECT 1")]
    public async Task Profile_LargeTable_IsKnownFromStatisticsAndASample(string before)
    {
        await using var database = await PostgresSourceDatabase.CreateAsync(Large);
        await database.ExecuteAsync(before);

        var parcel = (await database.ReadAsync()).Table("parcel")!;

        Assert.InRange(parcel.RowCount!.Value, 130_000, 170_000);
        Assert.Equal(["large", "small"], parcel.Column("size")!.Profile!.Values.Select(v => v.Value).Order(StringComparer.Ordinal));
        Assert.All(parcel.Column("size")!.Profile!.Values, value => Assert.True(value.Count > 10_000));
        Assert.Equal(700, parcel.Column("depot")!.Profile!.Samples.Length);
        Assert.Empty(parcel.Column("mail")!.Profile!.Samples);
        Assert.True(parcel.Column("mail")!.Profile!.Distinct > 2_000);
        Assert.Equal(("0", "44.5"), (parcel.Column("weight")!.Profile!.Min, parcel.Column("weight")!.Profile!.Max));
        Assert.Equal(["false", "true"], parcel.Column("fragile")!.Profile!.Values.Select(v => v.Value).Order(StringComparer.Ordinal));
        Assert.Equal(["Z0", "Z1"], parcel.Column("zone")!.Profile!.Values.Select(v => v.Value).Order(StringComparer.Ordinal));
        Assert.Equal(("0", "4"), (parcel.Column("price")!.Profile!.Min, parcel.Column("price")!.Profile!.Max));
        Assert.StartsWith("2024-01-0", parcel.Column("sent_at")!.Profile!.Min, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_StatisticsThatCannotBeRead_LeaveTheStructureAndASample()
    {
        await using var database = await PostgresSourceDatabase.CreateAsync(Large);
        await database.ExecuteAsync("ANALYZE parcel; REVOKE SELECT ON pg_catalog.pg_stats FROM PUBLIC");

        var parcel = (await database.ReadAsync()).Table("parcel")!;

        Assert.Equal(10, parcel.Columns.Length);
        Assert.Equal(["large", "small"], parcel.Column("size")!.Profile!.Values.Select(v => v.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Profile_TableThatTheLoginMayNotRead_KeepsItsStructure()
    {
        await using var database = await PostgresSourceDatabase.CreateAsync("CREATE TABLE pay (id int PRIMARY KEY, grade text); INSERT INTO pay VALUES (1, 'A'), (2, 'A')");
        await database.ExecuteAsync($"REVOKE SELECT ON pay FROM {PostgresSourceDatabase.Reader}; ANALYZE pay");

        var pay = (await database.ReadAsync()).Table("pay")!;

        Assert.Equal(["id", "grade"], pay.Columns.Select(column => column.Name));
        Assert.Null(pay.Column("grade")!.Profile);
        Assert.Null(pay.RowCount);
    }

    [Fact]
    public async Task Profile_BrokenAndSlowViews_StayWithoutProfiles()
    {
        await using var database = await PostgresSourceDatabase.CreateAsync(
            """
            CREATE TABLE grain (id int, name text);
            INSERT INTO grain VALUES (1, 'rye'), (2, 'rye');
            CREATE VIEW broken AS SELECT id / 0 AS share FROM grain;
            CREATE VIEW slow AS SELECT id, pg_sleep(5)::text AS rest FROM grain;
            CREATE VIEW fine AS SELECT name FROM grain;
            """);

        var catalog = await database.ReadAsync();

        Assert.Null(catalog.Table("broken")!.Columns[0].Profile);
        Assert.Null(catalog.Table("slow")!.Columns[0].Profile);
        Assert.Equal(["rye"], catalog.Table("fine")!.Column("name")!.Profile!.Values.Select(v => v.Value));
    }

    [Fact]
    public async Task Profile_LockedTable_IsLeftAlone()
    {
        await using var database = await PostgresSourceDatabase.CreateAsync("CREATE TABLE grain (id int); CREATE TABLE free (id int); INSERT INTO free VALUES (1)");
        await using var locker = new Npgsql.NpgsqlConnection(database.Login("postgres").Replace("default_transaction_read_only=on", "default_transaction_read_only=off", StringComparison.Ordinal));
        await locker.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE grain IN ACCESS EXCLUSIVE MODE", locker);
        await command.ExecuteNonQueryAsync();

        var catalog = await database.ReadAsync();

        Assert.Null(catalog.Table("grain")!.Columns[0].Profile);
        Assert.Equal(1, catalog.Table("free")!.RowCount);
    }
}
