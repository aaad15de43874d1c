using AgentCluster.Discovery;
using AgentCluster.Discovery.Relationships;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Discovery.Relationships;

public sealed class InferenceQualityTests(SampleSource sample) : IClassFixture<SampleSource>
{
    [Fact]
    public void SampleCompany_UndeclaredReferences_AreFoundWithFewFalse()
    {
        var undeclared = File.ReadLines(TestData.PathOf("sample-undeclared.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Select(parts => $"{parts[0]}({parts[1]}) -> {parts[2]}({parts[3]})");

        AssertQuality(sample.Catalog, undeclared);
    }

    [Fact]
    public void FreightCompany_NothingDeclared_IsFoundWithFewFalse()
    {
        using var file = new SourceFile(FreightCompany.Script);

        AssertQuality(file.Read(), FreightCompany.References);
    }

    [Fact]
    public void Columns_OfThousandsOfLikeTables_AreLookedUpNotCompared()
    {
        // Every table repeats the names and texts of the others: compared pairwise, this would be 40 million pairs.
        var texts = Enumerable.Range(0, 40).Select(i => $"Settled in way {i}").ToArray();
        var tables = Enumerable.Range(0, 2_000).Select(i => new CatalogTable
        {
            Schema = "main",
            Name = $"shard{i}_log",
            RowCount = 40,
            PrimaryKey = ["row_id"],
            Columns =
            [
                new CatalogColumn { Name = "row_id", Type = LogicalType.Integer, Profile = new() { SampledRows = 40, Distinct = 40, Min = "1", Max = "40" } },
                new CatalogColumn { Name = "log_id", Type = LogicalType.Integer, Profile = new() { SampledRows = 40, Distinct = 40, Min = "1", Max = "40" } },
                new CatalogColumn { Name = "name", Type = LogicalType.Text, Profile = new() { SampledRows = 40, Distinct = 40, Samples = [.. texts] } },
            ],
        });

        Assert.Empty(RelationshipInference.Extend(new Catalog { Source = "default", Dialect = "sqlite", Tables = [.. tables] }).Relationships);
    }

    private static void AssertQuality(Catalog catalog, IEnumerable<string> references)
    {
        var expected = references.ToHashSet(StringComparer.Ordinal);
        var found = RelationshipInference.Extend(catalog).Relationships.Where(r => !r.Declared).Select(CatalogNames.Of).ToHashSet(StringComparer.Ordinal);
        var right = (double)found.Count(expected.Contains);
        var lists = $"False: {string.Join("; ", found.Except(expected))}. Missed: {string.Join("; ", expected.Except(found))}.";

        Assert.True(right / found.Count >= 0.95, $"Precision {right / found.Count:F3}. {lists}");
        Assert.True(right / expected.Count >= 0.9, $"Recall {right / expected.Count:F3}. {lists}");
    }
}
