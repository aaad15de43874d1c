using AgentCluster.Approvals;
using AgentCluster.Execution;
using AgentCluster.Execution.Actions;
using AgentCluster.Execution.Budgets;
using AgentCluster.Execution.Policy;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Approvals;

/// <summary>
/// One action and its requests in a world where anything may happen next, and where whoever does something may die between any two of its
/// transactions. The desk, the records and the clock are the real ones; the source is a ledger that counts.
/// </summary>
internal sealed class ApprovalLife
{
    private const string Tenant = "t";

    private static readonly string[] People = ["anna", "ben", "cleo", "asker", ActionProposal.Client];

    private readonly Random _random;
    private readonly FakeTimeProvider _time;
    private readonly ActionStore _actions;
    private readonly ApprovalStore _approvals;
    private readonly ActionRecords _records;
    private readonly ApprovalDesk _desk;
    private readonly List<string> _requests = [];
    private readonly Dictionary<string, ApprovalStatus> _seen = [];
    private readonly HashSet<string> _ledger = [];

    public ApprovalLife(IPlatformDatabase database, FakeTimeProvider time, int seed)
    {
        (_random, _time) = (new Random(seed), time);
        var clocked = new ClockedPlatform(database, time);
        var settings = Options.Create(new ApprovalsOptions { MostOpenPerAgent = 10_000 });
        var effects = new ActionEffects([]);
        var clock = new ApprovalClock(new(effects), settings);
        (_actions, _approvals) = (new(clocked), new(clocked));
        _desk = new(clocked, _approvals, clock, new(effects), time, NullLogger<ApprovalDesk>.Instance);
        _records = new(clocked, new(Options.Create(new BudgetOptions())), effects, new(clock, settings), time);
    }

    /// <summary>Files the first request.</summary>
    public Task BeginAsync() => FileAsync($"e{Guid.NewGuid():N}", (Risk)_random.Next(4), 1 + _random.Next(2));

    /// <summary>Something happens.</summary>
    public async Task StepAsync()
    {
        var id = _requests[_random.Next(_requests.Count)];
        switch (_random.Next(12))
        {
            case < 4:
                await DecideAsync(id);
                break;
            case < 6:
                _time.Advance(TimeSpan.FromMinutes(_random.Next(5) == 0 ? _random.Next(2_000) : _random.Next(6)));
                break;
            case 6:
                await _desk.TickAsync(Tenant, default);
                break;
            case 7 when _random.Next(3) == 0:
                await CancelAsync(id);
                break;
            case 8:
                await RenewAsync(id);
                break;
            case 9:
                await SettleAsync(id);
                break;
            default:
                await ExecuteAsync(id, changed: _random.Next(12) == 0);
                break;
        }

        await CheckAsync();
    }

    /// <summary>Silos are back and time goes by: everything comes to its end.</summary>
    public async Task EndAsync()
    {
        _time.Advance(TimeSpan.FromDays(2));
        await _desk.TickAsync(Tenant, default);
        foreach (var approved in await _approvals.ApprovedAsync(Tenant, default))
        {
            await ExecuteAsync(approved.Id, changed: false, dies: false);
        }

        foreach (var id in _requests)
        {
            await SettleAsync(id, dies: false);
        }

        await CheckAsync();
        foreach (var id in _requests)
        {
            var approval = await ReadAsync(id);
            Assert.False(IsOpen(approval.Status), $"{id} is stuck as {approval.Status}");
            Assert.Equal(approval.Status == ApprovalStatus.Executed, _ledger.Contains(approval.ExecutionId!));
        }
    }

    private async Task FileAsync(string id, Risk risk, int quorum)
    {
        var filed = await _records.FileAsync(new(Tenant, id), Proposed(id, risk), quorum, default);
        if (!_requests.Contains(filed.ApprovalId!))
        {
            _requests.Add(filed.ApprovalId!);
        }
    }

    private async Task DecideAsync(string id)
    {
        var before = await ReadAsync(id);
        var request = new DecideRequest
        {
            Decision = _random.Next(4) == 0 ? Decision.Reject : Decision.Approve,
            Hash = _random.Next(8) == 0 ? "bb" : before.Hash,
            By = People[_random.Next(People.Length)],
            Channel = "http",
        };
        var decided = await _desk.DecideAsync(Tenant, id, request, default);
        Assert.True(!decided.Succeeded || (before.Status == ApprovalStatus.Pending && before.ExpiresAt > _time.GetUtcNow() && request.Hash == before.Hash));
        Assert.False(decided.Succeeded && request is { Decision: Decision.Approve, By: "asker" or ActionProposal.Client });
    }

    private async Task CancelAsync(string id)
    {
        if (await ActionAsync(id) is { Status: ExecutionStatus.AwaitingApproval } row)
        {
            await _records.MoveAsync(Key(row), row, row.Close(ExecutionStatus.Cancelled, null, _time.GetUtcNow()));
        }
    }

    private async Task RenewAsync(string id)
    {
        var before = await ReadAsync(id);
        if (before.RefuseRenewal(new() { By = "asker", Channel = "http" }, new([])) is null && before.ReplacedBy is null)
        {
            var renewal = $"r{id}";
            var filed = await _records.FileAsync(new(Tenant, renewal), Proposed(renewal, before.Risk), before.Quorum, default);
            if (!_requests.Contains(filed.ApprovalId!))
            {
                _requests.Add(filed.ApprovalId!);
            }

            if (!Dies())
            {
                await _desk.ReplaceAsync(Tenant, id, filed.ApprovalId!, default);
            }
        }
    }

    private async Task ExecuteAsync(string id, bool changed, bool dies = true)
    {
        if (await ActionAsync(id) is not { Status: ExecutionStatus.AwaitingApproval } row)
        {
            return;
        }

        var run = changed ? row with { Proposal = row.Proposal with { Sql = "DELETE FROM u" } } : row;
        var (begun, isBegun) = await _records.BeginAsync(Key(row), run, default);
        Assert.False(isBegun && changed);
        if (isBegun && !(dies && Dies()))
        {
            // Who begins performs without a look at the ledger.
            Assert.DoesNotContain(begun.Proposal.Id, _ledger);
            await PerformAsync(begun, dies);
        }
    }

    private async Task SettleAsync(string id, bool dies = true)
    {
        if (await ActionAsync(id) is { Status: ExecutionStatus.Executing } row)
        {
            await PerformAsync(row, dies);
        }
    }

    // What a settlement finds in the ledger it does not do again.
    private async Task PerformAsync(ActionRow row, bool dies)
    {
        _ledger.Add(row.Proposal.Id);
        if (!(dies && Dies()))
        {
            await _records.MoveAsync(Key(row), row, row.End(ExecutionStatus.Executed, null, _time.GetUtcNow()) with { RowsAffected = 1 });
        }
    }

    private async Task CheckAsync()
    {
        foreach (var id in _requests)
        {
            var (approval, row) = (await ReadAsync(id), (await ActionAsync(id))!);
            var before = _seen.GetValueOrDefault(id, ApprovalStatus.Pending);
            Assert.True(before == approval.Status || IsOpen(before), $"{before} is final, and became {approval.Status}");
            _seen[id] = approval.Status;

            Assert.Equal(approval.Decisions.Length, approval.Decisions.Select(given => given.By).Distinct().Count());
            Assert.Equal(IsOpen(approval.Status) && approval.Status != ApprovalStatus.Executing ? "AwaitingApproval" : approval.Status.ToString(), row.Status.ToString());
            if (_ledger.Contains(row.Proposal.Id))
            {
                Assert.True(approval.Status is ApprovalStatus.Executing or ApprovalStatus.Executed, $"done, and {approval.Status}");
                Assert.True(approval.Decisions.Count(given => given.Decision == Decision.Approve) >= approval.Quorum);
                Assert.DoesNotContain(approval.Decisions, given => given.Decision == Decision.Reject);
            }
        }
    }

    private bool Dies() => _random.Next(3) == 0;

    private async Task<Approval> ReadAsync(string id) => (await _approvals.FindAsync(Tenant, id, default))!;

    private async Task<ActionRow?> ActionAsync(string id) => await _actions.FindAsync(new(Tenant, (await ReadAsync(id)).ExecutionId!), default);

    private static ActionKey Key(ActionRow row) => new(Tenant, row.Proposal.Id);

    private static bool IsOpen(ApprovalStatus status) => status is ApprovalStatus.Pending or ApprovalStatus.Approved or ApprovalStatus.Executing;

    private ActionRow Proposed(string id, Risk risk) => ActionTransitions.Propose(
        new()
        {
            Id = id,
            Effect = ActionEffect.Statement,
            Source = "default",
            Agent = ActionProposal.Client,
            Tool = "execute_sql",
            ToolVersion = 1,
            Arguments = "{}",
            Summary = "Delete one row",
            Sql = $"DELETE FROM t WHERE id = '{id}'",
            RequestedBy = "asker",
        },
        new()
        {
            Inspection = new() { Verdict = Verdict.Write, Kind = "delete" },
            Preview = new() { RowsAffected = 1, IsExact = true, Fingerprint = "f" },
            Decision = new(risk, PolicyAnswer.Ask, 1, []),
            IsRead = false,
        },
        _time.GetUtcNow());
}
