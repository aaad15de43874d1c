using AgentCluster.Discovery;
using AgentCluster.Reasoning.Local;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>The same questions as on SQLite, where PostgreSQL wants other words for the same rows.</summary>
public sealed class PostgresDialectTests
{
    [Theory]
    [InlineData("How many active members are there?", "SELECT COUNT(*) FROM members AS t1 WHERE t1.is_active = TRUE")]
    [InlineData("What is the average price of a book?", "SELECT CAST(AVG(t1.price) AS double precision) FROM books AS t1")]
    [InlineData("What percentage of books are science fiction?",
        "SELECT CAST(100.0 * SUM(CASE WHEN t1.genre = 'science fiction' THEN 1 ELSE 0 END) / COUNT(*) AS double precision) FROM books AS t1")]
    [InlineData("Which books are longer than the average?", "SELECT t1.title FROM books AS t1 WHERE t1.pages > (SELECT AVG(t2.pages) FROM books AS t2)")]
    [InlineData("How many loans were made per month?",
        "SELECT to_char(t1.lent_on, 'YYYY-MM'), COUNT(*) FROM loans AS t1 GROUP BY to_char(t1.lent_on, 'YYYY-MM') ORDER BY to_char(t1.lent_on, 'YYYY-MM')")]
    [InlineData("How many loans were made yesterday?", "SELECT COUNT(*) FROM loans AS t1 WHERE t1.lent_on >= '2026-06-16' AND t1.lent_on < '2026-06-17'")]
    public void Planner_OverALibrary_WritesPostgres(string question, string sql) => Assert.Equal(sql, Ask.Sql(OnPostgres(Catalogs.Library), question));

    [Theory]
    [InlineData("How many users are there?", "SELECT COUNT(*) FROM users AS t1")]
    [InlineData("How many auth users are there?", "SELECT COUNT(*) FROM auth.users AS t1")]
    [InlineData("What is the login of Ada Byron?", "SELECT t1.login FROM users AS t1 WHERE t1.full_name = 'Ada Byron'")]
    [InlineData("Which auth users have more than 3 sessions?",
        "SELECT t1.email FROM auth.users AS t1 WHERE (SELECT COUNT(*) FROM auth.sessions AS t2 WHERE t2.user_id = t1.id) > 3")]
    public void Planner_TablesOfOneNameInTwoSchemas_AreToldApart(string question, string sql) => Assert.Equal(sql, Ask.Sql(Catalogs.Portal, question));

    [Theory]
    [InlineData(null, "'2026-06-16'", "'2026-06-17'")]
    [InlineData("Europe/Berlin", "'2026-06-15 22:00:00+00'", "'2026-06-16 22:00:00+00'")]
    public void Planner_DayOfAnAskerElsewhere_IsComparedWithInstants(string? zone, string from, string before) => Assert.Equal(
        $"SELECT COUNT(*) FROM bookings AS t1 WHERE t1.booked_at >= {from} AND t1.booked_at < {before}",
        Ask.SqlIn(zone, OnPostgres(Catalogs.Airline), "How many bookings were made yesterday?"));

    [Theory]
    [InlineData("timestamp with time zone", "UTC", "t1.booked_at")]
    [InlineData("timestamp with time zone", "Europe/Berlin", "t1.booked_at AT TIME ZONE 'Europe/Berlin'")]
    [InlineData("timestamp(3) without time zone", "Europe/Berlin", "t1.booked_at AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Berlin'")]
    public void Period_OfAnInstant_IsThatOfTheAsker(string type, string zone, string local) => Assert.Equal(
        $"to_char({local}, 'YYYY-MM-DD')",
        SqlDialect.Postgres.Period("t1.booked_at", Column("booked_at", LogicalType.Timestamp, type), "day", TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("year", "YYYY")]
    [InlineData("quarter", "YYYY-\"Q\"Q")]
    [InlineData("week", "IYYY-\"W\"IW")]
    public void Period_OfADate_SortsAsText(string unit, string format) =>
        Assert.Equal($"to_char(d, '{format}')", SqlDialect.Postgres.Period("d", Column("d", LogicalType.Date, "date"), unit, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("plain_name1", "plain_name1")]
    [InlineData("SyncId", "\"SyncId\"")]
    [InlineData("order", "\"order\"")]
    [InlineData("lateral", "\"lateral\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    public void Name_ThatWouldFoldOrBeAKeyword_IsQuoted(string name, string quoted) => Assert.Equal(quoted, SqlDialect.Postgres.Name(name));

    [Theory]
    [InlineData("=", "'red' = ANY (c)")]
    [InlineData("<>", "'red' <> ALL (c)")]
    public void Compare_Array_LooksAtItsElements(string comparison, string sql) =>
        Assert.Equal(sql, SqlDialect.Postgres.Compare("c", Column("colors", LogicalType.Unknown, "text[]"), comparison, ["red"]));

    [Fact]
    public void Compare_ArrayWithSeveralValues_HoldsOneOfThem() => Assert.Equal(
        "('red' = ANY (c) OR 'blue' = ANY (c))", SqlDialect.Postgres.Compare("c", Column("colors", LogicalType.Unknown, "color[]"), "IN", ["red", "blue"]));

    [Fact]
    public void Compare_CodeOfDigits_IsComparedAsText() =>
        Assert.Equal("c > '700'", SqlDialect.Postgres.Compare("c", Column("code", LogicalType.Text, "character varying(3)"), ">", [700m]));

    [Theory]
    [InlineData("uuid", "abc", "CAST(c AS text) = 'abc'")]
    [InlineData("uuid", "0b7c6a52-9d0e-4a3c-8f5e-2f4d6b8a0c1e", "c = '0b7c6a52-9d0e-4a3c-8f5e-2f4d6b8a0c1e'")]
    [InlineData("color", "blue", "CAST(c AS text) = 'blue'")]
    [InlineData("color", "red", "c = 'red'")]
    public void Compare_TextThatIsNoValueOfTheType_IsFoundNowhere(string type, string text, string sql) =>
        Assert.Equal(sql, SqlDialect.Postgres.Compare("c", Column("c", LogicalType.Text, type, values: ["red"]), "=", [text]));

    [Theory]
    [InlineData(LogicalType.Integer, "integer", "MAX(c)", "MIN(c)")]
    [InlineData(LogicalType.Boolean, "boolean", "bool_or(c)", "bool_and(c)")]
    [InlineData(LogicalType.Text, "uuid", "MAX(CAST(c AS text))", "MIN(CAST(c AS text))")]
    [InlineData(LogicalType.Bytes, "bytea", "MAX(CAST(c AS text))", "MIN(CAST(c AS text))")]
    [InlineData(LogicalType.Unknown, "time(0) without time zone", "MAX(c)", "MIN(c)")]
    public void Extreme_OfATypeWithoutOne_IsThatOfAnother(LogicalType type, string declared, string greatest, string least)
    {
        Assert.Equal(greatest, SqlDialect.Postgres.Extreme("c", Column("c", type, declared), greatest: true));
        Assert.Equal(least, SqlDialect.Postgres.Extreme("c", Column("c", type, declared), greatest: false));
    }

    [Fact]
    public void Ordered_MeasureKeptAsText_HasWhatIsNoNumberLast() =>
        Assert.True(new AgentCluster.Reasoning.Local.Attribute(Column("height", LogicalType.Text, "text", ColumnRole.Measure), []).MayBeNull);

    [Fact]
    public void Value_NumberKeptAsText_IsReadAsFarAsItIsOne() => Assert.Equal(
        "CAST(substring(c FROM '^\\s*[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?') AS numeric)", SqlDialect.Postgres.Value("c", Column("height", LogicalType.Text, "text", ColumnRole.Measure)));

    [Theory]
    [InlineData("integer", LogicalType.Integer, "bigint", LogicalType.Integer, "c")]
    [InlineData("text", LogicalType.Text, "character varying(20)", LogicalType.Text, "c")]
    [InlineData("uuid", LogicalType.Text, "text", LogicalType.Text, "CAST(c AS text)")]
    [InlineData("integer", LogicalType.Integer, "text", LogicalType.Text, "CAST(c AS text)")]
    [InlineData("color", LogicalType.Text, "shade", LogicalType.Text, "CAST(c AS text)")]
    public void Equated_ColumnsOfDifferentKinds_AreComparedAsText(string type, LogicalType logical, string otherType, LogicalType otherLogical, string sql) => Assert.Equal(
        sql, SqlDialect.Postgres.Equated("c", new() { Name = "c", DeclaredType = type, Type = logical }, new() { Name = "d", DeclaredType = otherType, Type = otherLogical }));

    [Theory]
    [InlineData(false, true, "c", "c NULLS LAST")]
    [InlineData(true, true, "c DESC NULLS LAST", "c DESC")]
    [InlineData(true, false, "c DESC", "c DESC")]
    public void Ordered_ValueThatMayBeMissing_HasItLastOnBothEngines(bool descending, bool mayBeNull, string postgres, string sqlite)
    {
        Assert.Equal(postgres, SqlDialect.Postgres.Ordered("c", descending, mayBeNull));
        Assert.Equal(sqlite, SqlDialect.Sqlite.Ordered("c", descending, mayBeNull));
    }

    [Fact]
    public void Writer_DistinctRowsInAnOrderOfSomethingElse_AreGrouped()
    {
        var books = Catalogs.Library.Tables[1];
        var (genre, pages) = (Shown(books, "genre", ColumnRole.Category), Shown(books, "pages", ColumnRole.Measure));
        var query = new Query(new RowSet(books)) { Distinct = true, Order = (pages, true, 3), Select = { genre } };
        Assert.Equal("SELECT t1.genre FROM books AS t1 GROUP BY t1.genre ORDER BY MAX(t1.pages) DESC LIMIT 3", SqlWriter.Write(query, SqlDialect.Postgres, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Writer_OrderOfGroupsByAColumn_TakesItsGreatest()
    {
        var books = Catalogs.Library.Tables[1];
        var (genre, pages) = (Shown(books, "genre", ColumnRole.Category), Shown(books, "pages", ColumnRole.Measure));
        var query = new Query(new RowSet(books)) { Order = (pages, true, null), Select = { genre, new Aggregate("COUNT", null) }, GroupBy = { genre } };
        Assert.Equal("SELECT t1.genre, COUNT(*) FROM books AS t1 GROUP BY t1.genre ORDER BY MAX(t1.pages) DESC", SqlWriter.Write(query, SqlDialect.Postgres, TimeZoneInfo.Utc));
    }

    private static Catalog OnPostgres(Catalog catalog) => catalog with
    {
        Dialect = "postgres",
        Version = $"{catalog.Version}-postgres",
        Tables = [.. catalog.Tables.Select(table => table with { Schema = "public" })],
    };

    private static AgentCluster.Reasoning.Local.Attribute Shown(CatalogTable table, string column, ColumnRole role) => new(new ColumnRef(table, table.Column(column)!, role), []);

    private static ColumnRef Column(string name, LogicalType type, string declared, ColumnRole role = ColumnRole.Other, params string[] values) => new(
        Catalogs.Library.Tables[0],
        new CatalogColumn { Name = name, Type = type, DeclaredType = declared, Profile = new() { Values = [.. values.Select(value => new ValueCount { Value = value, Count = 1 })] } },
        role);
}
