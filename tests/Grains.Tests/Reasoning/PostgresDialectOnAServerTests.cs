using AgentCluster.Discovery;
using AgentCluster.Grains.Tests.Discovery.Postgres;
using AgentCluster.Reasoning.Local;
using Attribute = AgentCluster.Reasoning.Local.Attribute;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>What the writer makes of a discovered table, run by the engine: types that lack what others have, and domains over them.</summary>
[Trait("Category", "PostgresSource")]
public sealed class PostgresDialectOnAServerTests : IAsyncLifetime
{
    private const string Script =
        """
        CREATE TYPE shade AS ENUM ('light', 'dark');
        CREATE DOMAIN moment AS timestamp;
        CREATE DOMAIN departure AS moment NOT NULL;
        CREATE DOMAIN tags AS text[];
        CREATE DOMAIN document AS json;
        CREATE DOMAIN price AS money;
        CREATE TABLE trip (
            departs departure, labels tags, paper document, fare price, open boolean, token uuid, seal bytea, extra jsonb, device macaddr,
            paint shade, colors shade[], raw json, span interval, area point, note text);
        INSERT INTO trip VALUES (
            '2026-06-30 23:00', '{red,blue}', '{"a":1}', 12.5, true, '0b7c6a52-9d0e-4a3c-8f5e-2f4d6b8a0c1e', '\x01', '{"a":1}', '08:00:2b:01:02:03',
            'dark', '{dark}', '{"a":1}', '1 day', '(1,2)', 'n');
        """;

    private PostgresSourceDatabase _database = null!;
    private CatalogTable _trip = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresSourceDatabase.CreateAsync(Script);
        _trip = (await _database.ReadAsync()).Table("trip")!;
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Extreme_OfEveryType_IsTaken()
    {
        foreach (var column in _trip.Columns)
        {
            var query = new Query(new RowSet(_trip)) { Select = { new Aggregate("MAX", new Attribute(Column(column.Name), [])) } };
            Assert.NotNull(await RunAsync(query));
        }
    }

    [Fact]
    public async Task Period_OfADomainWithoutAZone_IsThatOfTheAsker()
    {
        var query = new Query(new RowSet(_trip)) { Select = { new PeriodOf(new Attribute(Column("departs"), []), "month") } };
        Assert.Equal("2026-07", await RunAsync(query, "Europe/Berlin"));
    }

    [Fact]
    public async Task Distinct_OfADomainOverJson_IsThatOfItsText() =>
        Assert.Equal("""{"a":1}""", await RunAsync(new Query(new RowSet(_trip)) { Distinct = true, Select = { new Attribute(Column("paper"), []) } }));

    [Fact]
    public async Task Average_OfADomainOverMoney_IsANumber() =>
        Assert.Equal(12.5, await RunAsync(new Query(new RowSet(_trip)) { Select = { new Aggregate("AVG", new Attribute(Column("fare"), [])) } }));

    [Theory]
    [InlineData("labels", "red", 1L)]
    [InlineData("paint", "dark", 1L)]
    [InlineData("paint", "green", 0L)]
    [InlineData("token", "0b7c6a52-9d0e-4a3c-8f5e-2f4d6b8a0c1e", 1L)]
    [InlineData("token", "abc", 0L)]
    public async Task Comparison_WithAText_FindsWhatIsThere(string column, string text, long count)
    {
        var rows = new RowSet(_trip) { Conditions = { new Comparison(Column(column), "=", [text]) } };
        Assert.Equal(count, await RunAsync(new Query(rows) { Select = { new Aggregate("COUNT", null) } }));
    }

    private ColumnRef Column(string name) => new(_trip, _trip.Column(name)!, ColumnRole.Other);

    private Task<object?> RunAsync(Query query, string zone = "UTC") => _database.ValueAsync(SqlWriter.Write(query, SqlDialect.Postgres, TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
