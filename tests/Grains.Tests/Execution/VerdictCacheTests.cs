using AgentCluster.Execution;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class VerdictCacheTests
{
    private static readonly SourceSettings Source = new() { Provider = SourceProvider.Sqlite, ConnectionString = "x" };
    private static readonly Inspection Read = new() { Verdict = Verdict.Read, Kind = "select" };

    private readonly FakeTimeProvider _time = new();
    private readonly VerdictCache _cache;

    public VerdictCacheTests() => _cache = new(Options.Create(new ExecutionOptions()), _time);

    [Fact]
    public void Find_WithinItsLifetime_IsTheSame()
    {
        _cache.Keep(Source, 1, "SELECT 1", Read);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Same(Read, _cache.Find(Source, 1, "SELECT 1"));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_cache.Find(Source, 1, "SELECT 1"));
    }

    [Fact]
    public void Find_OtherSchemaSourceOrStatement_IsNull()
    {
        _cache.Keep(Source, 1, "SELECT 1", Read);

        Assert.Null(_cache.Find(Source, 2, "SELECT 1"));
        Assert.Null(_cache.Find(Source with { Writable = true }, 1, "SELECT 1"));
        Assert.Null(_cache.Find(Source, 1, "SELECT 2"));
        Assert.Null(_cache.Find(Source, 1, "SELECT 1", "Int32"));
    }

    [Theory]
    [InlineData(Verdict.Write)]
    [InlineData(Verdict.Dangerous)]
    [InlineData(Verdict.Forbidden)]
    public void Keep_AnythingButARead_IsForgotten(Verdict verdict)
    {
        _cache.Keep(Source, 1, "x", Read with { Verdict = verdict });

        Assert.Null(_cache.Find(Source, 1, "x"));
    }

    [Fact]
    public void Keep_MoreThanItsCapacity_StaysBounded()
    {
        for (var i = 0; i <= VerdictCache.Capacity; i++)
        {
            _cache.Keep(Source, 1, $"SELECT {i}", Read);
        }

        Assert.Null(_cache.Find(Source, 1, "SELECT 0"));
        Assert.Same(Read, _cache.Find(Source, 1, $"SELECT {VerdictCache.Capacity}"));
    }

    [Fact]
    public async Task Inspect_SchemaChanged_IsInspectedAnew()
    {
        using var bench = new ExecutionBench(time: _time);
        bench.Change("CREATE VIEW v AS SELECT name FROM clients");
        Assert.Equal(Verdict.Read, (await bench.InspectAsync("SELECT * FROM v")).Verdict);

        bench.Change("DROP VIEW v; CREATE VIEW v AS SELECT value FROM integration_tokens");

        Assert.Equal(Verdict.Forbidden, (await bench.InspectAsync("SELECT * FROM v")).Verdict);
        Assert.Equal("forbiddenSql", (await bench.ReadAsync("SELECT * FROM v")).Problem!.Code);
    }
}
