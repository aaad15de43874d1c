using AgentCluster.Storage;

namespace AgentCluster.Grains.Tests.Discovery;

public sealed class SampleCompanyDiscoveryTests(SampleSource sample) : IClassFixture<SampleSource>
{
    private const string Visible = "l.schema = 'main' AND l.type IN ('table', 'view', 'virtual') AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND l.name <> 'agentcluster_ledger'";

    [Fact]
    public void Counts_OfEverything_EqualTheDatabaseItself()
    {
        var tables = sample.Catalog.Tables;

        Assert.Equal(Count($"SELECT count(*) FROM pragma_table_list AS l WHERE {Visible} AND l.type <> 'view'"), tables.Count(t => !t.IsView));
        Assert.Equal(Count("SELECT count(*) FROM sqlite_schema WHERE type = 'view'"), tables.Count(t => t.IsView));
        Assert.Equal(Count($"SELECT count(*) FROM pragma_table_list AS l, pragma_table_xinfo(l.name) AS x WHERE {Visible} AND x.hidden <> 1"), tables.Sum(t => t.Columns.Length));
        Assert.Equal(Count($"SELECT count(*) FROM pragma_table_list AS l, pragma_foreign_key_list(l.name) AS f WHERE {Visible} AND f.seq = 0"), sample.Catalog.Relationships.Count(r => r.Declared));
        Assert.Equal(Count("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), tables.Sum(t => t.Triggers.Length));
    }

    [Fact]
    public void Tables_OfSample_AreProfiledWithTheirRowCounts()
    {
        foreach (var table in sample.Catalog.Tables.Where(t => !t.IsView))
        {
            Assert.Equal(Count($"SELECT count(*) FROM \"{table.Name}\""), table.RowCount);
            Assert.All(table.Columns, c => Assert.Equal(table.RowCount, c.Profile!.SampledRows));
        }
    }

    private long Count(string sql) => sample.Connection.Query(r => r.GetInt64(0), sql)[0];
}
