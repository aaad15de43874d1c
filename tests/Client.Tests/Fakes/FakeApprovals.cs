using System.Collections.Immutable;
using AgentCluster.Approvals;
using AgentCluster.Execution;

namespace AgentCluster.Client.Tests.Fakes;

/// <summary>One request for a decision and the execution it is about.</summary>
internal sealed class FakeApprovals : IApprovalsGrain, IExecutionsGrain
{
    public const string Hash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static readonly Approval Pending = new()
    {
        Id = "a1",
        Status = ApprovalStatus.Pending,
        Summary = "Pause 1 client",
        Agent = "data-analyst",
        Tool = "update_client_status",
        Source = "default",
        Arguments = """{"id":17}""",
        Sql = "UPDATE t SET a = 1",
        Risk = Risk.Medium,
        Preview = new() { RowsAffected = 1, IsExact = true, Before = Rows("active"), After = Rows("paused") },
        RequestedBy = "k1",
        Hash = Hash,
        Quorum = 2,
        Decisions = [new() { By = "k2", At = FakeInteraction.At, Channel = "http", Decision = Decision.Approve }],
        CreatedAt = FakeInteraction.At,
        ExpiresAt = FakeInteraction.At.AddMinutes(5),
        ExecutionId = "e1",
    };

    public ApprovalQuery? Listed { get; private set; }

    public DecideRequest? Decided { get; private set; }

    public ApprovalRequest? Requested { get; private set; }

    public RenewRequest? Renewed { get; private set; }

    /// <summary>What the request has come to when it is read after <see cref="ExecutedAfter"/> reads.</summary>
    public Approval Ended { get; set; } = Pending with { Status = ApprovalStatus.Executed };

    public (string UndoId, string RequestedBy)? Undone { get; private set; }

    /// <summary>How often the request was read.</summary>
    public int Reads { get; private set; }

    /// <summary>After how many reads the request is executed.</summary>
    public int ExecutedAfter { get; set; } = int.MaxValue;

    public Task<Outcome<Page<Approval>>> ListAsync(ApprovalQuery query, CancellationToken cancellationToken = default)
    {
        Listed = query;
        return Task.FromResult<Outcome<Page<Approval>>>(new Page<Approval> { Items = [Pending], Next = "n" });
    }

    public Task<Outcome<Approval>> GetAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult<Outcome<Approval>>(
        id != Pending.Id ? Problem.NotFound("unknownApproval", "There is no such approval.", "id")
        : ++Reads > ExecutedAfter ? Ended
        : Pending);

    public Task<Outcome<Approval>> DecideAsync(string id, DecideRequest decision, CancellationToken cancellationToken = default)
    {
        Decided = decision;
        return Task.FromResult<Outcome<Approval>>(
            decision.Hash == Hash ? Pending with { Status = ApprovalStatus.Executed } : Problem.Conflict("stale", "Another hash."));
    }

    public ImmutableArray<Approver> Approvers { get; private set; } = [];

    public Task<ImmutableArray<Approver>> ApproversAsync(CancellationToken cancellationToken = default) => Task.FromResult(Approvers);

    public Task<Outcome<ImmutableArray<Approver>>> ReplaceApproversAsync(ImmutableArray<Approver> approvers, string by, CancellationToken cancellationToken = default)
    {
        Approvers = approvers;
        return Task.FromResult<Outcome<ImmutableArray<Approver>>>(approvers);
    }

    public Task<int> TickAsync(CancellationToken cancellationToken = default) => Task.FromResult(0);

    public Task<Approval> RequestAsync(ApprovalRequest request, CancellationToken cancellationToken = default)
    {
        Requested = request;
        return Task.FromResult(Pending with { ExecutionId = null, Tool = request.Action, Arguments = request.Arguments, Risk = request.Risk });
    }

    public Task<Outcome<Approval>> RenewAsync(string id, RenewRequest request, CancellationToken cancellationToken = default)
    {
        Renewed = request;
        return Task.FromResult<Outcome<Approval>>(id == Pending.Id ? Pending with { Id = "a2" } : Problem.Conflict("notRenewable", "It is pending."));
    }

    public Task<Outcome<Page<ExecutionView>>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<Page<ExecutionView>>>(new Page<ExecutionView> { Items = [Execution] });

    Task<Outcome<ExecutionView>> IExecutionsGrain.GetAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<ExecutionView>>(id == Execution.Id ? Execution : Problem.NotFound("unknownExecution", "There is no such execution.", "id"));

    public Task<Outcome<ActionOutcome>> UndoAsync(string id, string undoId, string requestedBy, CancellationToken cancellationToken = default)
    {
        Undone = (undoId, requestedBy);
        return Task.FromResult<Outcome<ActionOutcome>>(id == Execution.Id
            ? new ActionOutcome { ExecutionId = undoId, Status = ExecutionStatus.AwaitingApproval, Risk = Risk.Medium, ApprovalId = "a2", Reasons = ["It changes rows."] }
            : Problem.Conflict("notUndoable", "Rows changed since."));
    }

    private static ExecutionView Execution { get; } = new()
    {
        Id = "e1",
        At = FakeInteraction.At,
        Agent = "data-analyst",
        Tool = "update_client_status",
        Source = "default",
        Arguments = """{"id":17}""",
        Verdict = Verdict.Write,
        Status = ExecutionStatus.Failed,
        RequestedBy = "k1",
        Error = Problem.Unavailable("sourceBusy", "Busy."),
    };

    private static ResultSet Rows(string value) => new() { Columns = ["id", "a"], ColumnTypes = ["integer", "text"], RowsJson = $"""[[17,"{value}"]]""", RowCount = 1 };
}
