using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Reasoning;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentCluster.Grains.Tests.Reasoning;

public sealed class ReasonerTests
{
    private readonly List<InteractionStep> _steps = [];

    private readonly List<string> _statements = [];

    [Fact]
    public async Task Reason_ToolFails_ModelTriesAgain()
    {
        var client = new ScriptedChatClient(ScriptedChatClient.Call("SELECT wrong"), ScriptedChatClient.Call("SELECT right"), ScriptedChatClient.Say("Seven."));
        var result = await Reasoner(client).ReasonAsync(Request(), _steps.Add);
        Assert.Equal(("Seven.", "SELECT right"), (result.Answer, result.Sql));
        Assert.Equal(["SELECT wrong", "SELECT right"], _statements);
        Assert.Equal(["reasoning", "tool", "reasoning", "tool", "reasoning"], _steps.Select(step => step.Kind));
        Assert.Equal(new StatementFix { Failed = "SELECT wrong", Error = "no such column: wrong", Fixed = "SELECT right" }, Assert.Single(result.Fixes));
    }

    [Fact]
    public async Task Reason_ModelNeverAnswers_EndsAfterTheRoundLimit()
    {
        var client = new ScriptedChatClient(ScriptedChatClient.Call("SELECT right"));
        var result = await Reasoner(client).ReasonAsync(Request(), null);
        Assert.Equal("roundLimit", result.Error?.Code);
        Assert.Equal(AgentCluster.Reasoning.Reasoner.MostRounds, _statements.Count);
    }

    [Fact]
    public async Task Reason_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Reasoner(new ScriptedChatClient(ScriptedChatClient.Say("x"))).ReasonAsync(Request(), null, source.Token));
    }

    [Fact]
    public async Task Reason_UnknownTool_IsRefusedAndNothingRuns()
    {
        var client = new ScriptedChatClient(ScriptedChatClient.Call("SELECT right", "drop_everything"), ScriptedChatClient.Say("No."));
        var result = await Reasoner(client).ReasonAsync(Request(), null);
        Assert.Empty(_statements);
        Assert.Null(result.Sql);
        Assert.Equal(0, result.Confidence);
    }

    [Fact]
    public async Task Reason_Rows_ReachTheModelInsideABoundary()
    {
        var client = new ScriptedChatClient(ScriptedChatClient.Call("SELECT right"), ScriptedChatClient.Say("Seven."));
        await Reasoner(client).ReasonAsync(Request(), null);
        var text = client.Seen[^1].SelectMany(message => message.Contents.OfType<FunctionResultContent>()).Single().Result!.ToString()!;
        var lines = text.Split('\n');
        Assert.Equal(lines[^1], lines[^3]);
        Assert.Equal("[[7]]", lines[^2]);
    }

    [Theory]
    [InlineData("sqlite", "SQLite")]
    [InlineData("postgres", "PostgreSQL")]
    public async Task Reason_OnAnEngine_TellsTheModelWhichSqlToWrite(string dialect, string name)
    {
        var client = new ScriptedChatClient(ScriptedChatClient.Say("Seven."));
        await Reasoner(client, Catalogs.Library with { Dialect = dialect }).ReasonAsync(Request(), null);
        Assert.Contains($"The SQL dialect is {name};", client.Seen[0].First(message => message.Role == ChatRole.System).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reason_CatalogAway_IsATransientError()
    {
        var reasoner = new AgentCluster.Reasoning.Reasoner(
            new ScriptedChatClient(ScriptedChatClient.Say("x")), (_, _) => Task.FromResult<Outcome<Catalog>>(Problem.Unavailable("notDiscovered", "Not yet.")),
            Read, Shelves.Empty, TimeProvider.System, NullLogger<AgentCluster.Reasoning.Reasoner>.Instance);
        var result = await reasoner.ReasonAsync(Request(), null);
        Assert.Equal(("notDiscovered", true), (result.Error!.Code, result.Error.Transient));
    }

    private AgentCluster.Reasoning.Reasoner Reasoner(IChatClient client, Catalog? catalog = null) =>
        new(client, (_, _) => Task.FromResult<Outcome<Catalog>>(catalog ?? Catalogs.Library), Read, Shelves.Empty, TimeProvider.System, NullLogger<AgentCluster.Reasoning.Reasoner>.Instance);

    private Task<ReadOutcome> Read(ReadRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _statements.Add(request.Sql);
        return Task.FromResult(request.Sql == "SELECT right"
            ? new ReadOutcome { Result = new ResultSet { Columns = ["n"], ColumnTypes = ["integer"], RowsJson = "[[7]]", RowCount = 1 } }
            : new ReadOutcome { Problem = Problem.Invalid("sql", "no such column: wrong", "sqlError") });
    }

    private static ReasoningRequest Request() => new()
    {
        Source = new SourceKey("local", "default"),
        Question = "How many?",
        Context = new AgentContext { Profile = new AgentProfile { Id = "tester", Title = "Tester", Description = "Tests.", Instructions = "Be brief.", Tools = ["query_data"] } },
    };
}
