using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.Execution.Budgets;
using AgentCluster.TestKit;
using Microsoft.Extensions.Options;

namespace AgentCluster.Storage.Tests.Execution;

public abstract class ActionBudgetsContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly BudgetOptions Small = new() { ChangesPerMinute = 3, TenantChangesPerHour = 5, RowsPerHour = 100, TenantRowsPerHour = 150, RepeatsPerRun = 2 };

    private static readonly ActionProposal Proposal = new()
    {
        Id = "e1", Effect = ActionEffect.Statement, Source = "default", Agent = "ann", Tool = "execute_sql", ToolVersion = 1, Arguments = "{}", Summary = "s", RequestedBy = "local",
    };

    [Fact]
    public async Task Check_ChangesWithinAMinute_AreBoundedByAgentAndTool()
    {
        await LogAsync(3, AuditEvent.Proposed, Proposal, Now.AddSeconds(-30));

        Assert.Contains("ChangesPerMinute", (await CheckAsync(Proposal))!.Message, StringComparison.Ordinal);
        Assert.Null(await CheckAsync(Proposal with { Tool = "send_email" }));
        Assert.Null(await CheckAsync(Proposal with { Agent = "bob" }));
        Assert.Null(await CheckAsync(Proposal, at: Now.AddMinutes(1)));
        Assert.Null(await CheckAsync(Proposal, isRead: true));
        Assert.Null(await CheckAsync(Proposal, tenant: "t2"));
    }

    [Fact]
    public async Task Check_ChangesOfATenant_AreBoundedOverItsAgents()
    {
        await LogAsync(3, AuditEvent.Proposed, Proposal, Now.AddMinutes(-30));
        await LogAsync(2, AuditEvent.Proposed, Proposal with { Agent = "bob" }, Now.AddMinutes(-30));

        Assert.Contains("TenantChangesPerHour", (await CheckAsync(Proposal))!.Message, StringComparison.Ordinal);
        Assert.Null(await CheckAsync(Proposal, at: Now.AddMinutes(31)));
    }

    [Fact]
    public async Task Check_ReadsAndClients_UseUpNothing()
    {
        await LogAsync(9, AuditEvent.Proposed, Proposal, Now, Verdict.Read);
        await LogAsync(9, AuditEvent.Proposed, Proposal with { Agent = ActionBudgets.Client }, Now);

        Assert.Null(await CheckAsync(Proposal));
        Assert.Null(await CheckAsync(Proposal with { Agent = ActionBudgets.Client }));
    }

    [Theory]
    [InlineData(90, 0, 10L, null)]
    [InlineData(90, 0, 11L, "RowsPerHour")]
    [InlineData(90, 60, 1L, "TenantRowsPerHour")]
    [InlineData(100, 0, null, null)]
    public async Task Check_RowsChanged_AreBoundedWithThoseThatAreWanted(long ofAgent, long ofAnother, long? wanted, string? option)
    {
        await LogAsync(1, AuditEvent.Executing, Proposal, Now, rows: ofAgent);
        await LogAsync(1, AuditEvent.Executing, Proposal with { Agent = "bob" }, Now, rows: ofAnother);
        await LogAsync(1, AuditEvent.Failed, Proposal, Now, rows: 1_000);

        var problem = await CheckAsync(Proposal, rows: wanted);

        Assert.Equal(option is not null, problem?.Message.Contains($":{option} ", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Check_TheSameCallInARun_IsALoop()
    {
        var inRun = Proposal with { InteractionId = "i1", Arguments = """{"sql":"SELECT 1"}""" };
        await LogAsync(2, AuditEvent.Proposed, inRun, Now, Verdict.Read);

        Assert.Equal("loop", (await CheckAsync(inRun, isRead: true))!.Code);
        Assert.Null(await CheckAsync(inRun with { Arguments = """{"sql":"SELECT 2"}""" }, isRead: true));
        Assert.Null(await CheckAsync(inRun with { InteractionId = "i2" }, isRead: true));
        Assert.Null(await CheckAsync(inRun with { InteractionId = null }, isRead: true));
    }

    private Task<Problem?> CheckAsync(ActionProposal proposal, DateTimeOffset? at = null, bool isRead = false, long? rows = 1, string tenant = "t1") => Database.WriteAsync(
        tenant,
        session => new ActionBudgets(Options.Create(Small)).CheckAsync(
            session, new() { Tenant = tenant, At = at ?? Now.AddMilliseconds(1), Proposal = proposal, IsRead = isRead, Rows = rows }),
        default);

    private Task<bool> LogAsync(int times, AuditEvent what, ActionProposal proposal, DateTimeOffset at, Verdict verdict = Verdict.Write, long? rows = null) => Database.WriteAsync(
        "t1",
        async session =>
        {
            for (var i = 0; i < times; i++)
            {
                await ExecutionLog.AddAsync(session, new()
                {
                    Tenant = "t1",
                    At = at,
                    Event = what,
                    By = "local",
                    Agent = proposal.Agent,
                    Tool = proposal.Tool,
                    Verdict = verdict,
                    Rows = rows,
                    Arguments = proposal.Arguments,
                    InteractionId = proposal.InteractionId,
                });
            }

            return true;
        },
        default);
}
