using AgentCluster.Discovery;
using AgentCluster.Discovery.Relationships;
using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Discovery.Relationships;

public sealed class JoinEvidenceTests
{
    private const string Script = """
        CREATE TABLE makers (id INTEGER PRIMARY KEY, name TEXT);
        WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20) INSERT INTO makers SELECT x, 'Maker ' || x FROM n;
        CREATE TABLE things (maker_id INT, origin INT, height INT);
        INSERT INTO things VALUES (3, 4, 21), (20, 7, 5);
        """;

    [Theory]
    [InlineData(true, "1 statements that people taught or confirmed")]
    [InlineData(false, "1 statements that ran")]
    public void InferredRelationship_ThatStatementsJoin_IsSurer(bool vouched, string words)
    {
        var (plain, joined) = (Infer(null), Infer(("maker_id", vouched)));

        Assert.True(Assert.Single(joined).Confidence > Assert.Single(plain).Confidence);
        Assert.Contains(words, joined[0].Evidence, StringComparison.Ordinal);
        Assert.InRange(joined[0].Confidence, 0.5, 0.99);
    }

    [Fact]
    public void Join_ThatAPersonVouchedFor_ProposesWhatNoNameTells()
    {
        var relationship = Infer(("origin", true)).Single(r => r.FromColumns[0] == "origin");

        Assert.Equal("things(origin) -> makers(id)", CatalogNames.Of(relationship));
        Assert.InRange(relationship.Confidence, 0.5, 0.85);
    }

    [Theory]
    [InlineData("origin", false)]
    [InlineData("height", true)]
    public void Join_ThatMerelyRanOrWhoseValuesLieOutside_ProposesNothing(string column, bool vouched) =>
        Assert.DoesNotContain(Infer((column, vouched)), r => r.FromColumns[0] == column);

    [Fact]
    public async Task TaughtStatement_AtTheNextDiscovery_ProposesItsJoin()
    {
        using var file = new SourceFile(Script);
        await using var host = new DiscoveryHost(file.Path);
        await host.RunAsync();
        await host.Memories.StoreAsync("local", [Example("SELECT * FROM things t JOIN makers m ON t.origin = m.id")]);

        var run = await host.RunAsync();

        Assert.Equal(2, run.Value!.Summary.InferredRelationships);
        var catalog = await host.Cache.GetAsync(DiscoveryHost.Key);
        Assert.Contains("taught", catalog.Value!.Relationships.Single(r => r.FromColumns[0] == "origin").Evidence, StringComparison.Ordinal);
    }

    private static List<CatalogRelationship> Infer((string Column, bool Vouched)? join)
    {
        using var file = new SourceFile(Script);
        var evidence = new JoinEvidence();
        if (join is var (column, vouched))
        {
            evidence.Add([JoinedColumns.Of("things", column, "makers", "id")], vouched);
        }

        return [.. RelationshipInference.Extend(file.Read(), evidence).Relationships];
    }

    private static MemoryDraft Example(string sql) => new()
    {
        Source = "default",
        Kind = MemoryKinds.SqlExample,
        Subject = "Which things come from where?",
        Content = sql,
        Trust = MemoryTrust.Verified,
        Provenance = "api",
    };
}
