using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class CautionTests
{
    private const double Sure = 0.8;

    [Fact]
    public void Confidence_WeaklyInferredRelationship_IsNotSureAndIsSaid()
    {
        var inferred = Catalogs.Library with
        {
            Relationships = [.. Catalogs.Library.Relationships.Select(relationship => relationship with { Declared = false, Confidence = 0.55 })],
        };
        var vouched = Ask.Plan(Catalogs.Library, "authors without books").Proposals[0];
        var guessed = Ask.Plan(inferred, "authors without books").Proposals[0];
        Assert.Equal(vouched.Sql, guessed.Sql);
        Assert.True(vouched.Confidence >= Sure);
        Assert.True(guessed.Confidence < Sure);
        Assert.Contains(guessed.Assumptions, assumption => assumption.Contains("does not declare", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("average length per trail")]
    [InlineData("trails that are not in North Park")]
    public void Confidence_RowsThatMayNotBeWhatIsMeant_IsNotSure(string question) =>
        Assert.True(Ask.Plan(Catalogs.Trails, question).Proposals[0].Confidence < Sure);

    [Fact]
    public void Confidence_CautionAboutADoubtfulReading_TakesNoAnswerAway()
    {
        var inferred = Catalogs.Library with
        {
            Relationships = [.. Catalogs.Library.Relationships.Select(relationship => relationship with { Declared = false, Confidence = 0.55 })],
        };
        Assert.Equal(
            Ask.Plan(Catalogs.Library, "grumbling authors with books").Proposals.Length > 0,
            Ask.Plan(inferred, "grumbling authors with books").Proposals.Length > 0);
    }

    [Fact]
    public void Label_TableWithAKeyOfSeveralColumns_ShowsTheWholeKey()
    {
        var receipts = new CatalogTable
        {
            Schema = "main",
            Name = "receipts",
            PrimaryKey = ["shop", "position"],
            Columns = [.. new[] { "shop", "position", "amount" }.Select(name => new CatalogColumn { Name = name, Type = LogicalType.Integer })],
        };
        var catalog = new Catalog { Source = "default", Dialect = "sqlite", Version = "receipts-1", Tables = [receipts] };
        Assert.Equal("SELECT t1.shop, t1.position FROM receipts AS t1", Ask.Sql(catalog, "receipts").ReplaceLineEndings(" "));
        Assert.Contains("There is 1 table: receipts.", Ask.Plan(catalog, "what tables are there").Reply, StringComparison.Ordinal);
    }
}
