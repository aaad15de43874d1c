using System.Collections.Immutable;
using AgentCluster.Memory;

namespace AgentCluster.Grains.Tests.Memory;

public sealed class WriteGateTests
{
    private static readonly MemoryDraft Good = new() { Kind = MemoryKinds.Note, Content = "x", Provenance = "test" };

    public static TheoryData<MemoryDraft, string> Faulty { get; } = new()
    {
        { Good with { Kind = "rumour" }, "kind" },
        { Good with { Content = "" }, "content" },
        { Good with { Content = " \n" }, "content" },
        { Good with { Content = new string('x', 16_001) }, "content" },
        { Good with { Content = "a\0b" }, "content" },
        { Good with { Content = "a\u001bb" }, "content" },
        { Good with { Content = "a\ud800b" }, "content" },
        { Good with { Subject = new string('x', 4_001) }, "subject" },
        { Good with { Agent = "Data Analyst" }, "agent" },
        { Good with { Agent = "a/b" }, "agent" },
        { Good with { Source = "" }, "source" },
        { Good with { Source = "x\n" }, "source" },
        { Good with { Provenance = " " }, "provenance" },
        { Good with { UniqueKey = new string('ß', 1_001) }, "uniqueKey" },
        { Good with { DependsOn = [new() { Object = new string('x', 2_001), Fingerprint = "" }] }, "dependsOn" },
        { Good with { Importance = 1.1 }, "importance" },
        { Good with { Confidence = double.NaN }, "confidence" },
        { Good with { Metadata = ImmutableDictionary<string, string>.Empty.Add("password", "hunter22") }, "metadata" },
        { Good with { Subject = "key AKIAIOSFODNN7EXAMPLE" }, "subject" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Refusal_FaultyDraft_NamesTheField(MemoryDraft draft, string field) => Assert.Contains(field, WriteGate.Refusal(draft));

    [Fact]
    public void Refusal_LongestTexts_AreStored() =>
        Assert.Null(WriteGate.Refusal(Good with { Content = new string('x', 16_000), Subject = new string('y', 4_000), Agent = "data-analyst", Source = "main_2" }));
}
