using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Discovery;

public sealed class DiscoverySummariesTests
{
    [Fact]
    public void Summary_CountsTablesViewsColumnsAndRelationships()
    {
        using var file = new SourceFile("CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INT REFERENCES b(id)); CREATE TABLE b (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT id FROM a;");
        var catalog = file.Read();
        catalog = catalog with { Relationships = [.. catalog.Relationships, new CatalogRelationship { FromTable = "b", ToTable = "a", Declared = false }] };

        var summary = DiscoverySummaries.Of(catalog);

        Assert.Equal((1, 2, 1, 4, 1, 1), (summary.Schemas, summary.Tables, summary.Views, summary.Columns, summary.Relationships, summary.InferredRelationships));
        Assert.Equal(catalog.Fingerprint, summary.Fingerprint);
    }

    [Fact]
    public void Summary_OfAnEmptyDatabase_IsAllZero()
    {
        using var file = new SourceFile("");

        var summary = DiscoverySummaries.Of(file.Read());

        Assert.Equal((0, 0, 0, 0), (summary.Schemas, summary.Tables, summary.Views, summary.Columns));
    }
}
