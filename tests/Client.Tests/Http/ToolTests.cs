using System.Collections.Immutable;
using AgentCluster.Client.Tests.Fakes;
using AgentCluster.Execution;
using AgentCluster.Tools;

namespace AgentCluster.Client.Tests.Http;

public sealed class ToolTests : IAsyncLifetime
{
    private readonly TestGateway _gateway = new();
    private readonly FakeTools _tools = new();

    public async Task InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _gateway.Grains.With<IToolsGrain>(_tools);
    }

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Invoke_WithArguments_HandsThemOverAsTheyAre()
    {
        using var response = await _gateway.PostAsync("/v1/tools/query_data/invocations", """{"agent":"data-analyst","arguments":{"table":"t","limit":5}}""");
        var answer = await TestGateway.ReadAsync(response);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(("query_data", "data-analyst", "default", """{"table":"t","limit":5}"""), (_tools.Last!.Tool, _tools.Last.Agent, _tools.Last.Source, _tools.Last.Arguments));
        Assert.Equal(("awaitingApproval", "a1", "medium"), (answer.GetProperty("status").GetString(), answer.GetProperty("approvalId").GetString(), answer.GetProperty("risk").GetString()));
        Assert.Equal(_tools.Last.ExecutionId, answer.GetProperty("executionId").GetString());
    }

    [Fact]
    public async Task Invoke_TwiceUnderOneKey_IsOneExecution()
    {
        using var first = await _gateway.PostAsync("/v1/tools/query_data/invocations", "{}", "k1");
        using var second = await _gateway.PostAsync("/v1/tools/query_data/invocations", "{}", "k1");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(1, _tools.Calls);
    }

    [Theory]
    [InlineData("""{"arguments":[]}""", "invalid", "arguments")]
    [InlineData("""{"argument":{}}""", "unknownField", "argument")]
    public async Task Invoke_WithABodyThatDoesNotFit_Is400(string body, string code, string field)
    {
        using var response = await _gateway.PostAsync("/v1/tools/query_data/invocations", body);

        await BadRequestTests.AssertProblemAsync(response, 400, code, field);
    }

    [Fact]
    public async Task Propose_ATool_NamesTheFieldOfTheBody()
    {
        _tools.Problem = Problem.Invalid("arguments.cases[0].arguments", "'arguments.cases[0].arguments' must be an object.");

        using var response = await _gateway.PostAsync("/v1/tools", """{"name":"x","cases":[{}]}""");

        await BadRequestTests.AssertProblemAsync(response, 400, "invalid", "cases[0].arguments");
        Assert.Equal("create_new_tool", _tools.Last!.Tool);
    }

    [Fact]
    public async Task Get_ATool_ShowsItsSchemaAsAnObject()
    {
        var tool = await TestGateway.ReadAsync(await _gateway.Http.GetAsync("/v1/tools/query_data"));

        Assert.Equal("object", tool.GetProperty("schema").GetProperty("type").GetString());
        Assert.Equal(3, tool.GetProperty("statistics").GetProperty("calls").GetInt64());
    }

    [Fact]
    public async Task Versions_OfATool_AreAList()
    {
        var list = await TestGateway.ReadAsync(await _gateway.Http.GetAsync("/v1/tools/overdue/versions"));

        Assert.Equal([2, 1], list.GetProperty("items").EnumerateArray().Select(tool => tool.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Retire_ATool_ShowsThatItIsDeprecated()
    {
        using var response = await _gateway.PostAsync("/v1/tools/overdue/retire", "{}");
        var tool = await TestGateway.ReadAsync(response);

        Assert.Equal((200, "overdue", "deprecated"), ((int)response.StatusCode, tool.GetProperty("name").GetString(), tool.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Restore_AVersion_ShowsIt()
    {
        using var restored = await _gateway.PostAsync("/v1/tools/overdue/restore", """{"version":4}""");
        using var refused = await _gateway.PostAsync("/v1/tools/overdue/restore", """{"version":0}""");

        Assert.Equal(4, (await TestGateway.ReadAsync(restored)).GetProperty("version").GetInt32());
        await BadRequestTests.AssertProblemAsync(refused, 400, "invalid", "version");
    }

    private sealed class FakeTools : IToolsGrain
    {
        public ToolInvocation? Last { get; private set; }

        public int Calls { get; private set; }

        public Problem? Problem { get; set; }

        private static ToolView View { get; } = new()
        {
            Name = "query_data", Version = 1, Kind = ToolKind.BuiltIn, State = ToolState.Published, Description = "d", Schema = """{"type":"object"}""", Calls = 3,
        };

        public Task<ImmutableArray<ToolView>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult(ImmutableArray.Create(View));

        public Task<Outcome<ToolView>> GetAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult<Outcome<ToolView>>(View);

        public Task<Outcome<ImmutableArray<ToolView>>> VersionsAsync(string name, CancellationToken cancellationToken = default) =>
            Task.FromResult<Outcome<ImmutableArray<ToolView>>>(ImmutableArray.Create(View with { Name = name, Version = 2 }, View with { Name = name }));

        public Task<Outcome<ActionProposal>> PrepareAsync(ToolInvocation call, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The gateway calls tools; preparing a call is the approvals' business.");

        public Task<Outcome<ActionOutcome>> InvokeAsync(ToolInvocation call, CancellationToken cancellationToken = default)
        {
            (Last, Calls) = (call, Calls + 1);
            return Task.FromResult<Outcome<ActionOutcome>>(Problem is { } problem
                ? problem
                : new ActionOutcome { ExecutionId = call.ExecutionId, Status = ExecutionStatus.AwaitingApproval, Risk = Risk.Medium, ApprovalId = "a1" });
        }

        public Task<Outcome<ToolView>> RetireAsync(string name, CancellationToken cancellationToken = default) =>
            Task.FromResult<Outcome<ToolView>>(View with { Name = name, State = ToolState.Deprecated });

        public Task<Outcome<ToolView>> RestoreAsync(string name, int version, CancellationToken cancellationToken = default) =>
            Task.FromResult<Outcome<ToolView>>(View with { Name = name, Version = version });
    }
}
