using AgentCluster.Approvals;
using AgentCluster.Execution.Policy;

namespace AgentCluster.Execution.Actions;

/// <summary>
/// The gate: what is proposed is assessed, then done, filed for people's decision, or refused. Invariants: nothing has an effect before its row
/// says that it is begun; what was begun ends once, by what its source's ledger says if nobody saw it end.
/// </summary>
internal sealed class ActionDesk(
    ActionStore store, ActionAssessor assessor, ActionRecords records, ActionPerformer performer, SafeExecutor executor, ReadRecorder recorder,
    ActionNews news, IGrainFactory grains, TimeProvider time)
{
    private const int MostRefusals = 100;

    /// <summary>Takes a proposal as far as it gets without a human.</summary>
    public async Task<Outcome<ActionOutcome>> ProposeAsync(ActionKey key, ActionProposal proposal, CancellationToken cancellationToken)
    {
        if (await store.FindProposedAsync(key, cancellationToken) is { } known)
        {
            if (!IsSame(known.Proposal, proposal))
            {
                return Problem.Conflict("conflict", $"There is another action '{key.Id}' already.");
            }

            // Rows are not kept: a read that is asked for again runs again.
            if (!known.IsRead)
            {
                return known.ToOutcome();
            }
        }

        var assessed = await assessor.AssessAsync(key, proposal, cancellationToken);
        return assessed.Succeeded ? await DecideAsync(key, proposal, assessed.Value, cancellationToken)
            : assessed.Problem.Code is "sqlError" or "timeout" ? (await records.OpenAsync(key, ActionTransitions.Fail(proposal, assessed.Problem, time.GetUtcNow()), cancellationToken)).Row.ToOutcome()
            : assessed.Problem;
    }

    /// <summary>Does what was approved, once.</summary>
    public async Task<Outcome<ActionRow>> ExecuteAsync(ActionKey key, string approvalId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is not { } row)
        {
            return Unknown();
        }

        if (row.Status != ExecutionStatus.AwaitingApproval)
        {
            return await SettleAsync(key, row, cancellationToken);
        }

        return row.ApprovalId == approvalId
            ? await PerformAsync(key, await records.BeginAsync(key, row, cancellationToken))
            : Problem.Conflict("stale", "Another request has taken the place of this one.");
    }

    /// <summary>Where an action stands; what was interrupted is brought to its end.</summary>
    public async Task<Outcome<ActionRow>> SettleAsync(ActionKey key, CancellationToken cancellationToken) =>
        await store.FindAsync(key, cancellationToken) is { } row ? await SettleAsync(key, row, cancellationToken) : Unknown();

    /// <summary>Takes back what nobody has begun.</summary>
    public async Task<Outcome<ActionRow>> CancelAsync(ActionKey key, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is not { } row)
        {
            return Unknown();
        }

        return row.Status == ExecutionStatus.AwaitingApproval ? await MoveAsync(key, row, row.Close(ExecutionStatus.Cancelled, null, time.GetUtcNow())) : row;
    }

    /// <summary>Puts other arguments in the place of those that wait for a decision; they are assessed and shown anew.</summary>
    public async Task<Outcome<Approval>> ReviseAsync(ActionKey key, string approvalId, DecideRequest decision, ActionProposal proposal, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is not { } row)
        {
            return Unknown();
        }

        var revised = proposal with { Id = key.Id, Untrusted = row.Proposal.Untrusted || proposal.Untrusted };
        var assessed = await assessor.AssessAsync(key, revised, cancellationToken);
        return !assessed.Succeeded ? assessed.Problem
            : assessed.Value.IsRead ? Problem.Invalid("arguments", "With these arguments nothing would be changed: reject the request, and ask for the read by itself.", "notAWrite")
            : assessed.Value.Decision.Answer == PolicyAnswer.Refuse ? ActionTransitions.Refusal(assessed.Value)
            : await records.ReplaceAsync(
                key, ActionTransitions.Propose(revised, assessed.Value, row.ProposedAt), approvalId, decision, Math.Max(1, assessed.Value.Decision.Quorum), cancellationToken);
    }

    /// <summary>Proposes once more what an action was, as an action of its own.</summary>
    public async Task<Outcome<ActionOutcome>> RenewAsync(ActionKey key, string renewalId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is not { } row)
        {
            return Unknown();
        }

        // What a tool is made of was dropped with its request.
        if (row.Proposal.Effect == ActionEffect.Tool)
        {
            return Problem.Conflict("notRenewable", "The tool was dropped with its request; propose it again.");
        }

        // The question in whose course it was proposed has ended: nobody waits in it, and its run's repeats do not count.
        return await UnrefusedAsync(key with { Id = renewalId }, cancellationToken) is { } renewal
            ? await grains.GetGrain<IActionGrain>(renewal.ToString()).ProposeAsync(row.Proposal with { Id = renewal.Id, InteractionId = null }, cancellationToken)
            : Problem.Conflict("notRenewable", $"It was refused {MostRefusals} times; propose it anew.");
    }

    /// <summary>The first id of a renewal whose action was not turned down before anybody was asked: a freeze or a spent budget passes.</summary>
    private async Task<ActionKey?> UnrefusedAsync(ActionKey key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostRefusals; attempt++)
        {
            var renewal = attempt == 1 ? key : key with { Id = $"{key.Id}-{attempt}" };
            if (await store.FindProposedAsync(renewal, cancellationToken) is not { ApprovalId: null, Status: ExecutionStatus.Forbidden or ExecutionStatus.Failed })
            {
                return renewal;
            }
        }

        return null;
    }

    // One that joined another has another id, and perhaps another question.
    private static bool IsSame(ActionProposal known, ActionProposal proposal) => known.Id == proposal.Id
        ? ActionStore.TextOf(known) == ActionStore.TextOf(proposal)
        : ActionHash.ContentOf(known) == ActionHash.ContentOf(proposal);

    private async Task<Outcome<ActionOutcome>> DecideAsync(ActionKey key, ActionProposal proposal, Assessment assessment, CancellationToken cancellationToken)
    {
        var row = ActionTransitions.Propose(proposal, assessment, time.GetUtcNow());
        switch (assessment.Decision.Answer)
        {
            case PolicyAnswer.Run when assessment.IsRead:
                return await ReadAsync(key, row, cancellationToken);
            case PolicyAnswer.Run:
                return (await PerformAsync(key, await records.OpenAsync(key, row.Begin(), cancellationToken))).ToOutcome();
            case PolicyAnswer.Ask:
                var filed = await records.FileAsync(key, row, assessment.Decision.Quorum, cancellationToken);
                news.Show(key.Tenant);
                return filed.ToOutcome();
            default:
                return (await records.OpenAsync(key, row.Refuse(ActionTransitions.Refusal(assessment), time.GetUtcNow()), cancellationToken)).Row.ToOutcome();
        }
    }

    private async Task<Outcome<ActionOutcome>> ReadAsync(ActionKey key, ActionRow row, CancellationToken cancellationToken)
    {
        if (await records.RefusalOfReadAsync(key, row, cancellationToken) is { } refusal)
        {
            return (await records.OpenAsync(key, row.Refuse(refusal, time.GetUtcNow()), cancellationToken)).Row.ToOutcome();
        }

        var values = StatementValues.Of(row.Proposal.Parameters);
        if (!values.Succeeded)
        {
            return values.Problem;
        }

        var read = await executor.ReadAsync(
            new()
            {
                Source = new(key.Tenant, row.Proposal.Source),
                Sql = row.Proposal.Sql!,
                Agent = row.Proposal.Agent,
                Parameters = values.Value,
                MaxRows = row.Proposal.MaxRows,
            },
            cancellationToken);
        var done = row.Begin().End(read, time.GetUtcNow());
        recorder.Record(key.Tenant, done);
        return read.Problem is { Kind: ProblemKind.Unavailable } away ? away : done.ToOutcome(read.Result);
    }

    private async Task<ActionRow> SettleAsync(ActionKey key, ActionRow row, CancellationToken cancellationToken)
    {
        if (row.Status != ExecutionStatus.Executing)
        {
            return row;
        }

        // An effect outside sources is repeatable under its key. A write is too, by the ledger; but only the ledger tells of one that ended.
        if (row.Proposal.Effect is ActionEffect.Statement or ActionEffect.Undo)
        {
            var ledger = await performer.LedgerAsync(key, row, cancellationToken);
            if (!ledger.Succeeded)
            {
                return ledger.Problem.Kind == ProblemKind.Unavailable
                    ? row
                    : await MoveAsync(key, row, row.End(ExecutionStatus.OutcomeUnknown, ledger.Problem, time.GetUtcNow()));
            }

            if (ledger.Value is { } entry)
            {
                return await MoveAsync(key, row, row.End(entry, time.GetUtcNow()));
            }
        }

        return await records.IsFrozenAsync(key.Tenant, cancellationToken) ? row : await GoOnAsync(key, row);
    }

    /// <summary>Does what was begun before. What keeps the source busy may be the very attempt that is thought dead: that is no end.</summary>
    private async Task<ActionRow> GoOnAsync(ActionKey key, ActionRow row)
    {
        var done = await performer.PerformAsync(key, row);
        return done is { Status: ExecutionStatus.Failed, Problem.Kind: ProblemKind.Unavailable } || ReferenceEquals(done, row) ? row : await MoveAsync(key, row, done);
    }

    /// <summary>Has the effect of what this call began; what another activation began is under its hands, and the sweep's if that dies.</summary>
    private Task<ActionRow> PerformAsync(ActionKey key, (ActionRow Row, bool Begun) opened) =>
        opened.Begun || opened.Row.Status != ExecutionStatus.Executing ? PerformAsync(key, opened.Row) : Task.FromResult(opened.Row);

    /// <summary>Has the effect of what was begun; anything else stays as it is.</summary>
    private async Task<ActionRow> PerformAsync(ActionKey key, ActionRow row)
    {
        if (row.Status != ExecutionStatus.Executing)
        {
            await TellAsync(key, row);
            return row;
        }

        var done = await performer.PerformAsync(key, row);
        return ReferenceEquals(done, row) ? row : await MoveAsync(key, row, done);
    }

    private async Task<ActionRow> MoveAsync(ActionKey key, ActionRow before, ActionRow after)
    {
        var stands = await records.MoveAsync(key, before, after);
        await TellAsync(key, stands);
        return stands;
    }

    private Task TellAsync(ActionKey key, ActionRow row) => row is { HasEnded: true, ApprovalId: not null } ? news.TellAsync(key) : Task.CompletedTask;

    private static Problem Unknown() => Problem.NotFound("unknownExecution", "There is no execution of this id.", "id");
}
