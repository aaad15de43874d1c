using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Execution.Actions;
using AgentCluster.Execution.Budgets;
using AgentCluster.Execution.Policy;
using AgentCluster.Storage.Tests.Execution;
using AgentCluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Approvals;

/// <summary>The desk and all it needs over one database, by a clock that the test moves; an agent may have three requests open.</summary>
internal sealed class ApprovalBench(IPlatformDatabase database)
{
    private static readonly IOptions<ApprovalsOptions> Settings = Options.Create(new ApprovalsOptions { MostOpenPerAgent = 3, LongTimeout = TimeSpan.FromDays(14) });

    private readonly ActionEffects _effects = new([new DroppedMail()]);

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));

    public ClockedPlatform Clocked => new(database, Time);

    public ActionStore Actions => new(Clocked);

    public ApprovalStore Approvals => new(Clocked);

    private ApprovalClock Clock => new(new(_effects), Settings);

    private ApprovalFiling Filing => new(Clock, Settings);

    public ApprovalDesk Desk => new(Clocked, Approvals, Clock, new(_effects), Time, NullLogger<ApprovalDesk>.Instance);

    public ActionRecords Records => new(Clocked, new(Options.Create(new BudgetOptions())), _effects, Filing, Time);

    public ClientRequests Clients => new(Clocked, Filing, Options.Create(new PolicyOptions()), Time);

    public static ApprovalRequest Request(string operation) => new()
    {
        Action = "deploy", Arguments = """{"to":"production"}""", Risk = Risk.Medium, Timeout = TimeSpan.FromMinutes(1), RequestedBy = "k1", Operation = operation,
    };

    public static DecideRequest By(string by, Decision decision, string hash) => new() { Decision = decision, Hash = hash, By = by, Channel = "http" };

    public Task<ActionRow> FileAsync(string id, string sql = "DELETE FROM t WHERE id = 1", Risk risk = Risk.Medium, int quorum = 1, string? interaction = null)
    {
        var row = ActionRows.Awaiting(id, sql);
        return Records.FileAsync(new("t", id), row with { Risk = risk, Proposal = row.Proposal with { InteractionId = interaction } }, quorum, default);
    }

    public async Task<Outcome<Approval>> DecideAsync(string id, string by, Decision decision = Decision.Approve) =>
        await Desk.DecideAsync("t", id, By(by, decision, (await ApprovalAsync(id)).Hash), default);

    public async Task<Approval> ApprovalAsync(string id) => (await Approvals.FindAsync("t", id, default))!;

    public async Task<long> NoticesAsync(string id) => await database.ReadAsync("t", session => session.FirstAsync(
        row => row.GetInt64(0), "SELECT version FROM notification_subject WHERE tenant = 't' AND subject = @id", ("@id", id)), default);

    public Task<List<string>> LogAsync(string execution) => database.ReadAsync("t", session => session.QueryAsync(
        row => row.GetString(0), "SELECT event FROM agent_execution_log WHERE tenant = 't' AND execution_id = @id ORDER BY event", ("@id", execution)), default);
}
