using AgentCluster.Discovery;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class CautionTests
{
    private const double Sure = 0.8;

    private static readonly Catalog Inferred = Catalogs.Library with
    {
        Relationships = [.. Catalogs.Library.Relationships.Select(relationship => relationship with { Declared = false, Confidence = 0.55 })],
    };

    [Fact]
    public void Confidence_WeaklyInferredRelationship_IsNotSureAndIsSaid()
    {
        var vouched = Ask.Plan(Catalogs.Library, "authors without books").Proposals[0];
        var guessed = Ask.Plan(Inferred, "authors without books").Proposals[0];
        Assert.Equal(vouched.Sql, guessed.Sql);
        Assert.True(vouched.Confidence >= Sure);
        Assert.True(guessed.Confidence < Sure);
        Assert.Contains(guessed.Assumptions, assumption => assumption.Contains("does not declare", StringComparison.Ordinal));
    }

    [Fact]
    public void Confidence_NegationOverRowsOfOneThing_IsNotSure() =>
        Assert.True(Ask.Plan(Catalogs.Trails, "trails that are not in North Park").Proposals[0].Confidence < Sure);

    [Fact]
    public void Confidence_CautionAboutADoubtfulReading_TakesNoAnswerAway()
    {
        Assert.Equal(
            Ask.Plan(Catalogs.Library, "grumbling authors with books").Proposals.Length > 0,
            Ask.Plan(Inferred, "grumbling authors with books").Proposals.Length > 0);
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

    [Fact]
    public void Negation_ReferenceThatMayBeNull_KeepsRowsThatReferToNothing()
    {
        var catalog = Catalogs.Library with
        {
            Tables = [.. Catalogs.Library.Tables.Select(table => table with
            {
                Columns = [.. table.Columns.Select(column => column with { Nullable = column.Nullable || column.Name == "author_id" })],
            })],
        };
        Assert.EndsWith("OR t1.author_id IS NULL)", Ask.Sql(catalog, "books without authors"), StringComparison.Ordinal);
        Assert.Contains(Ask.Plan(catalog, "average price of books by author").Proposals[0].Assumptions, assumption => assumption.Contains("a group of their own", StringComparison.Ordinal));
    }

    [Fact]
    public void Flag_CalledByItsBareName_NarrowsTheRows()
    {
        var dishes = new CatalogTable
        {
            Schema = "main",
            Name = "dishes",
            PrimaryKey = ["id"],
            Columns =
            [
                new() { Name = "id", Type = LogicalType.Integer }, new() { Name = "name", Type = LogicalType.Text }, new() { Name = "vegetarian", Type = LogicalType.Boolean },
            ],
        };
        var catalog = new Catalog { Source = "default", Dialect = "sqlite", Version = "dishes-1", Tables = [dishes] };
        Assert.Equal("SELECT t1.name FROM dishes AS t1 WHERE t1.vegetarian = 1", Ask.Sql(catalog, "vegetarian dishes").ReplaceLineEndings(" "));
    }

    [Fact]
    public void HowMany_OfAMeasureOfManyRows_IsAddedUp() =>
        Assert.StartsWith("SELECT SUM(t1.beds) FROM wards", Ask.Sql(Catalogs.Clinic, "how many beds do the wards have"), StringComparison.Ordinal);

    [Fact]
    public void HowMuch_OfTheFirstOfRowsThatRepeat_IsShownOnce() =>
        Assert.StartsWith("SELECT DISTINCT t1.length FROM trails", Ask.Sql(Catalogs.Trails, "how long is the longest trail"), StringComparison.Ordinal);
}
