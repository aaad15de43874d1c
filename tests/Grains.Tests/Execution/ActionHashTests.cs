using AgentCluster.Execution;
using AgentCluster.Execution.Actions;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class ActionHashTests
{
    private static readonly DateTimeOffset Expires = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly ActionProposal Proposal = new()
    {
        Id = "e",
        Effect = ActionEffect.Statement,
        Source = "default",
        Agent = "data-analyst",
        Tool = "execute_sql",
        ToolVersion = 1,
        Arguments = """{"sql":"..."}""",
        Summary = "Change it",
        Sql = "UPDATE t SET a = @a WHERE id = @id",
        Parameters = [new() { Name = "@a", Json = "1" }, new() { Name = "@id", Json = "2" }],
        RequestedBy = "local",
    };

    private static readonly Preview Preview = new() { RowsAffected = 1, IsExact = true, Fingerprint = "f" };

    public static TheoryData<string> Changes => [.. Variants().Keys];

    [Fact]
    public void Hash_OfTheSame_IsTheSame() => Assert.Equal(Of(Proposal), Of(Proposal with { Summary = "In other words" }));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Hash_OfAnythingElseThatDecidesWhatIsDone_IsAnother(string change) =>
        Assert.NotEqual(Of(Proposal), Variants()[change]);

    [Fact]
    public void Hash_OfFieldsThatRunTogetherAlike_IsAnother() =>
        Assert.NotEqual(Of(Proposal with { Tool = "ab", Arguments = "c" }), Of(Proposal with { Tool = "a", Arguments = "bc" }));

    private static Dictionary<string, string> Variants() => new()
    {
        ["tenant"] = ActionHash.Of("other", Proposal, Preview, Expires),
        ["agent"] = Of(Proposal with { Agent = "sql-engineer" }),
        ["effect"] = Of(Proposal with { Effect = ActionEffect.Undo }),
        ["source"] = Of(Proposal with { Source = "second" }),
        ["tool"] = Of(Proposal with { Tool = "other" }),
        ["version"] = Of(Proposal with { ToolVersion = 2 }),
        ["arguments"] = Of(Proposal with { Arguments = "{}" }),
        ["statement"] = Of(Proposal with { Sql = "DELETE FROM t" }),
        ["parameter"] = Of(Proposal with { Parameters = [new() { Name = "@a", Json = "1" }, new() { Name = "@id", Json = "3" }] }),
        ["parameters"] = Of(Proposal with { Parameters = [new() { Name = "@a", Json = "1" }] }),
        ["id"] = Of(Proposal with { Id = "f" }),
        ["rows"] = ActionHash.Of("t", Proposal, Preview with { RowsAffected = 2 }, Expires),
        ["fingerprint"] = ActionHash.Of("t", Proposal, Preview with { Fingerprint = "g" }, Expires),
        ["preview"] = ActionHash.Of("t", Proposal, null, Expires),
        ["expiry"] = ActionHash.Of("t", Proposal, Preview, Expires.AddMilliseconds(1)),
    };

    private static string Of(ActionProposal proposal) => ActionHash.Of("t", proposal, Preview, Expires);
}
