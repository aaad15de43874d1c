using AgentCluster.Discovery;
using AgentCluster.Discovery.Relationships;

namespace AgentCluster.Grains.Tests.Discovery.Relationships;

public sealed class RelationshipInferenceTests
{
    private const string Makers = """
        CREATE TABLE makers (id INTEGER PRIMARY KEY, name TEXT);
        WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20) INSERT INTO makers SELECT x, 'Maker ' || x FROM n;
        """;

    [Fact]
    public void Geography_WithoutDeclaredKeys_IsJoinedThroughStates()
    {
        var catalog = RelationshipInference.Extend(SourceFile.Geography());

        var found = catalog.Relationships.Select(CatalogNames.Of).ToList();

        Assert.All(catalog.Relationships, r => Assert.False(r.Declared));
        foreach (var from in new[] { "city(state_name)", "river(traverse)", "border_info(state_name)", "border_info(border)", "highlow(state_name)", "lake(state_name)", "mountain(state_name)" })
        {
            Assert.Contains($"{from} -> state(state_name)", found);
        }

        Assert.DoesNotContain("state(state_name) -> highlow(state_name)", found);
    }

    [Theory]
    [InlineData("maker_id")]
    [InlineData("MakerId")]
    [InlineData("former_maker_id")]
    public void Number_NamedAfterAKeyAndInItsRange_RefersToIt(string column)
    {
        using var file = new SourceFile($"{Makers} CREATE TABLE things ({column} INT); INSERT INTO things VALUES (3), (20), (NULL);");

        var relationship = Assert.Single(RelationshipInference.Extend(file.Read()).Relationships);

        Assert.Equal($"things({column}) -> makers(id)", CatalogNames.Of(relationship));
        Assert.InRange(relationship.Confidence, 0.5, 0.99);
        Assert.NotNull(relationship.Evidence);
    }

    [Theory]
    [InlineData("maker_id INT", "(3), (21)")]
    [InlineData("amount INT", "(3), (20)")]
    [InlineData("word TEXT", "('Maker 3'), ('Maker 4')")]
    [InlineData("maker_name TEXT", "('Maker 3'), ('Nobody')")]
    public void Column_OutOfRangeOrWithoutTellingName_RefersToNothing(string column, string rows)
    {
        using var file = new SourceFile($"{Makers} CREATE TABLE things ({column}); INSERT INTO things VALUES {rows};");

        Assert.Empty(RelationshipInference.Extend(file.Read()).Relationships);
    }

    [Fact]
    public void Columns_OfTablesOfOneNameInTwoSchemas_AreBothInferred()
    {
        using var file = new SourceFile($"{Makers} CREATE TABLE things (maker_id INT); INSERT INTO things VALUES (3), (20);");
        var catalog = file.Read();
        var copy = catalog.Table("things")! with { Schema = "other" };

        Assert.Equal(2, RelationshipInference.Extend(catalog with { Tables = catalog.Tables.Add(copy) }).Relationships.Length);
    }

    [Fact]
    public void DeclaredReference_IsNotInferredAgain()
    {
        using var file = new SourceFile($"{Makers} CREATE TABLE things (maker_id INT REFERENCES makers); INSERT INTO things VALUES (3);");

        Assert.True(Assert.Single(RelationshipInference.Extend(file.Read()).Relationships).Declared);
    }

    [Fact]
    public void Text_ContainedInAKeyOfThatName_RefersToIt()
    {
        using var file = new SourceFile($"{Makers} CREATE TABLE things (maker_name TEXT); INSERT INTO things VALUES ('Maker 3'), ('Maker 7');");

        Assert.Equal("things(maker_name) -> makers(name)", CatalogNames.Of(Assert.Single(RelationshipInference.Extend(file.Read()).Relationships)));
    }
}
