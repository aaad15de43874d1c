using AgentCluster.Execution;
using AgentCluster.Execution.Actions;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class ActionSentenceTests
{
    private static readonly ActionProposal Proposal = new()
    {
        Id = "e1", Effect = ActionEffect.Statement, Source = "default", Agent = "api", Tool = "execute_sql", ToolVersion = 1, Arguments = "{}",
        Summary = "What the tool says", RequestedBy = "key-1",
    };

    [Theory]
    [InlineData("update", "wards", 1L, true, "Change 1 row of wards in source 'default'")]
    [InlineData("update", "wards", 0L, true, "Change 0 rows of wards in source 'default'")]
    [InlineData("delete", "wards", 120L, false, "Remove about 120 rows from wards in source 'default'")]
    [InlineData("insert", "wards", 2L, true, "Add 2 rows to wards in source 'default'")]
    [InlineData("merge", "wards", null, false, "Add, change or remove an unknown number of rows of wards in source 'default'")]
    [InlineData("truncate", "wards", null, false, "Remove all rows from wards in source 'default'")]
    [InlineData("drop table", "wards", null, false, "Run DROP TABLE on wards in source 'default'")]
    [InlineData("create view", null, null, false, "Run CREATE VIEW in source 'default'")]
    public void Of_AStatement_SaysWhatItDoesInPlainWords(string kind, string? table, long? rows, bool exact, string sentence) =>
        Assert.Equal(sentence, ActionSentence.Of(Proposal, new Preview { Kind = kind, Table = table, RowsAffected = rows, IsExact = exact }));

    [Fact]
    public void Of_ATypedToolOrNoStatement_IsTheToolsOwnSentence()
    {
        Assert.Equal("What the tool says", ActionSentence.Of(Proposal with { Bounded = true }, new Preview { Kind = "update", Table = "wards" }));
        Assert.Equal("What the tool says", ActionSentence.Of(Proposal, null));
        Assert.Equal("What the tool says", ActionSentence.Of(Proposal, new Preview { RowsAffected = 0 }));
    }
}
