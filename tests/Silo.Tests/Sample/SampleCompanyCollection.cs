namespace AgentCluster.Silo.Tests.Sample;

/// <summary>One company for all test classes that only read it: making one takes longer than reading it.</summary>
[CollectionDefinition(Name)]
public sealed class SampleCompanyCollection : ICollectionFixture<SampleFixture>
{
    public const string Name = "Sample company";
}
