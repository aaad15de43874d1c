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

    private Task<ReasoningResult> AskAsync(string question, Func<string, ReadOutcome> read, params MemoryItem[] memories)
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
            TimeProvider.System,
            NullLogger<Reasoner>.Instance);
        return reasoner.ReasonAsync(
            new ReasoningRequest
            {
                Source = new SourceKey("local", "default"),
                Question = question,
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
