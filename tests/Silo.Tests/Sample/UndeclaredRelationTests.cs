namespace AgentCluster.Silo.Tests.Sample;

[Collection(SampleCompanyCollection.Name)]
public sealed class UndeclaredRelationTests(SampleFixture fixture)
{
    public static TheoryData<string, string, string, string> Relations()
    {
        var relations = new TheoryData<string, string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "sample-undeclared.tsv")).Skip(1))
        {
            var parts = line.Split('\t');
            relations.Add(parts[0], parts[1], parts[2], parts[3]);
        }

        return relations;
    }

    [Fact]
    public void List_OfUndeclaredRelations_HasAtLeastEight() => Assert.True(Relations().Count >= 8);

    [Theory]
    [MemberData(nameof(Relations))]
    public void Relation_OfTheList_IsIncludedButNotDeclared(string fromTable, string fromColumn, string toTable, string toColumn)
    {
        using var company = fixture.Open();
        Assert.NotEqual(0, company.Count($"SELECT COUNT({fromColumn}) FROM {fromTable}"));
        Assert.Equal(0, company.Count(
            $"SELECT COUNT(*) FROM {fromTable} WHERE {fromColumn} NOT IN (SELECT {toColumn} FROM {toTable})"));
        Assert.Equal(0, company.Count($"SELECT COUNT(*) FROM pragma_foreign_key_list('{fromTable}') WHERE \"from\" = '{fromColumn}'"));
    }
}
