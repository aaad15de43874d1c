using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning;
using AgentCluster.Reasoning.Local;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class LocalChatClientTests
{
    private readonly List<string> _statements = [];

    [Fact]
    public async Task Local_CountQuestion_AnswersInOneSentenceWithItsAssumptions()
    {
        var result = await AskAsync("How many members are in Vienna?", _ => Rows("COUNT(*)", "[[12]]"));
        Assert.Equal("There are 12 members with city Vienna.", result.Answer);
        Assert.Equal("local", result.Model);
        Assert.True(result.Confidence >= 0.7);
        Assert.Contains("\"Vienna\" means members.city = 'Vienna'.", result.Assumptions);
    }

    [Fact]
    public async Task Local_StatementThatIsRefused_SaysThatNothingWasExecuted()
    {
        var result = await AskAsync("DROP TABLE books", _ => new ReadOutcome { Problem = Problem.Forbidden("notARead", "Only reads run here.") });
        Assert.Equal(["DROP TABLE books"], _statements);
        Assert.Equal((0d, null), (result.Confidence, result.Sql));
        Assert.Equal("Only reads run here. Nothing was executed.", result.Answer);
    }

    [Fact]
    public async Task Local_QuestionAboutNothingStored_RunsNothing()
    {
        var result = await AskAsync("What is the meaning of life?", _ => throw new InvalidOperationException());
        Assert.Empty(_statements);
        Assert.Equal((0d, null), (result.Confidence, result.Sql));
    }

    [Fact]
    public async Task Local_StatementTheEngineCannotRun_GivesWayToTheNextReading()
    {
        var wrong = Ask.Example("How many books are in the vault?", "SELECT nonsense");
        var result = await AskAsync("How many books are in the vault?", _ => new ReadOutcome { Problem = Problem.Invalid("sql", "no such column: nonsense", "sqlError") }, wrong);
        Assert.Equal("SELECT nonsense", _statements[0]);
        Assert.Equal(0, result.Confidence);
    }

    [Fact]
    public async Task Local_FollowUp_SaysWhatItReadAndIsALittleLessSure()
    {
        var alone = await AskAsync("How many members are in Vienna?", _ => Rows("COUNT(*)", "[[12]]"));
        var result = await AskAsync("and in Vienna?", new StandaloneQuestion("How many members are in Vienna?"), _ => Rows("COUNT(*)", "[[12]]"));

        Assert.Equal("Read as: How many members are in Vienna?", result.Assumptions[0]);
        Assert.Equal(_statements[0], _statements[1]);
        Assert.InRange(result.Confidence, 0.7, alone.Confidence - 0.01);
    }

    [Fact]
    public async Task Local_FollowUpWithNothingToLeanOn_RunsNothingThoughItsWordsWereTaught()
    {
        var taught = Ask.Example("and in Vienna?", "SELECT 'of another conversation'");
        var result = await AskAsync("and in Vienna?", StandaloneQuestion.Unresolved("There is no earlier question."), _ => throw new InvalidOperationException(), taught);

        Assert.Empty(_statements);
        Assert.Equal((0d, "There is no earlier question."), (result.Confidence, result.Answer));
    }

    private Task<ReasoningResult> AskAsync(string question, Func<string, ReadOutcome> read, params MemoryItem[] memories) => AskAsync(question, null, read, memories);

    private Task<ReasoningResult> AskAsync(string question, StandaloneQuestion? standalone, Func<string, ReadOutcome> read, params MemoryItem[] memories)
    {
        var client = new LocalChatClient(new Planner(new LexiconCache(), WordVectors.Shared, TimeProvider.System));
        var reasoner = new Reasoner(
            client,
            (_, _) => Task.FromResult<Outcome<Catalog>>(Catalogs.Library),
            (request, _) =>
            {
                _statements.Add(request.Sql);
                return Task.FromResult(read(request.Sql));
            },
            Shelves.Empty,
            TimeProvider.System,
            NullLogger<Reasoner>.Instance);
        return reasoner.ReasonAsync(
            new ReasoningRequest
            {
                Source = new SourceKey("local", "default"),
                Question = question,
                Standalone = standalone,
                Context = new AgentContext
                {
                    Profile = new AgentProfile { Id = "tester", Title = "Tester", Description = "Tests.", Instructions = "Be brief." },
                    Memories = [.. memories.Select(Ask.Recalled)],
                },
            },
            null);
    }

    private static ReadOutcome Rows(string column, string json) =>
        new() { Result = new ResultSet { Columns = [column], ColumnTypes = ["integer"], RowsJson = json, RowCount = 1 } };
}
