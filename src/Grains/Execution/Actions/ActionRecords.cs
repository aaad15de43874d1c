using AgentCluster.Approvals;
using AgentCluster.Execution.Budgets;
using AgentCluster.Execution.Freeze;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Actions;

/// <summary>
/// Writes down each step of an action: its row, its request for a decision and its row of the log in one transaction, or nothing. Requests are
/// changed before actions, always, so that two transactions never wait for each other.
/// </summary>
internal sealed class ActionRecords(
    IPlatformDatabase database, ActionBudgets budgets, ActionEffects effects, ApprovalFiling filing, TimeProvider time)
{
    // Each is lost to one of many who have to approve, or to a new list of who may.
    private const int Attempts = 20;

    private static readonly Problem Frozen = Problem.Forbidden("frozen", "Nothing is changed or sent at present: an operator has frozen it.");
    private static readonly Problem Withdrawn = Problem.Conflict("cancelled", "Who asked for it has cancelled the question; nothing was done.");

    /// <summary>Writes down a new action that waits for nobody. One that shall begin is refused while the tenant is frozen.</summary>
    /// <returns>The action as it stands, that of before when its id exists; and whether it is this call that begins it.</returns>
    public Task<(ActionRow Row, bool Begun)> OpenAsync(ActionKey key, ActionRow row, CancellationToken cancellationToken) => database.WriteAsync(
        key.Tenant,
        async session =>
        {
            var refusal = row.Status == ExecutionStatus.Executing ? await RefusalAsync(session, key, row) : null;
            var stands = await InsertAsync(session, key, refusal is null ? row : row.Refuse(refusal, time.GetUtcNow()));
            return (stands, ReferenceEquals(stands, row) && row.Status == ExecutionStatus.Executing);
        },
        cancellationToken);

    /// <summary>Writes down a new action and asks people for their decision; one that is asked already is joined.</summary>
    /// <returns>The action as it stands: that of before when its id exists, or the equal one that waits.</returns>
    public async Task<ActionRow> FileAsync(ActionKey key, ActionRow row, int quorum, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(key.Tenant, session => FileAsync(session, key, row, quorum), cancellationToken);
        }
        catch (AgentClusterException fault) when (fault.IsTransient && !cancellationToken.IsCancellationRequested)
        {
            // The same action was filed meanwhile, and nothing of this stays: it is found now.
            return await database.WriteAsync(key.Tenant, session => FileAsync(session, key, row, quorum), cancellationToken);
        }
    }

    /// <summary>Ends a request and asks for a decision over other arguments in its place; the action goes on.</summary>
    /// <returns>The ended request, or why the decision does not count.</returns>
    public Task<Outcome<Approval>> ReplaceAsync(ActionKey key, ActionRow row, string approvalId, DecideRequest decision, int quorum, CancellationToken cancellationToken) =>
        database.WriteAsync<Outcome<Approval>>(
            key.Tenant,
            async session =>
            {
                var refusal = await session.OnceAsync(key.Tenant, decision.Operation, time.GetUtcNow(), () => ReplaceAsync(session, key, row, approvalId, decision, quorum));
                return refusal is null ? (await ApprovalStore.FindAsync(session, key.Tenant, approvalId))! : refusal;
            },
            cancellationToken);

    /// <summary>Begins what was approved, if it is what is about to be run and nothing is frozen.</summary>
    /// <returns>The action as it stands, and whether it is this call that begins it: nobody else may perform it without asking its ledger.</returns>
    public Task<(ActionRow Row, bool Begun)> BeginAsync(ActionKey key, ActionRow row, CancellationToken cancellationToken) => database.WriteAsync(
        key.Tenant,
        async session =>
        {
            var approval = (await ApprovalStore.FindAsync(session, key.Tenant, row.ApprovalId!))!;
            if (approval.Status != ApprovalStatus.Approved)
            {
                return (row, false);
            }

            var begun = approval.Hash != ActionHash.Of(key.Tenant, row.Proposal, row.Preview, approval.ExpiresAt)
                ? row.Close(ExecutionStatus.Stale, Problem.Conflict("stale", "What was approved is not what would be run."), time.GetUtcNow())
                : await AbandonedActions.IsOneAsync(session, key) ? row.Close(ExecutionStatus.Cancelled, Withdrawn, time.GetUtcNow())
                : (await FrozenAsync(session, key.Tenant) ?? await budgets.CheckRowsAsync(session, Use(key, row))) is { } refusal ? row.Close(ExecutionStatus.Failed, refusal, time.GetUtcNow())
                : row.Begin();
            var stands = await ChangeAsync(session, key, row, begun);
            return (stands, ReferenceEquals(stands, begun) && begun.Status == ExecutionStatus.Executing);
        },
        cancellationToken);

    /// <summary>Why a read is not even run, or null.</summary>
    public Task<Problem?> RefusalOfReadAsync(ActionKey key, ActionRow row, CancellationToken cancellationToken) =>
        database.ReadAsync(key.Tenant, session => budgets.CheckAsync(session, Use(key, row)), cancellationToken);

    /// <summary>Whether nothing may be changed or sent.</summary>
    public Task<bool> IsFrozenAsync(string tenant, CancellationToken cancellationToken) =>
        database.ReadAsync(tenant, session => FreezeStore.IsFrozenAsync(session, tenant), cancellationToken);

    /// <summary>Moves an action and its request on.</summary>
    /// <returns>The action as it stands.</returns>
    public Task<ActionRow> MoveAsync(ActionKey key, ActionRow before, ActionRow after) => database.WriteAsync(
        key.Tenant,
        session => ChangeAsync(session, key, before, after),
        CancellationToken.None);

    private async Task<ActionRow> FileAsync(PlatformSession session, ActionKey key, ActionRow row, int quorum)
    {
        if (await ActionStore.FindAsync(session, key.Tenant, key.Id) is { } known)
        {
            return known;
        }

        if (await RefusalAsync(session, key, row) is { } refusal)
        {
            return await InsertAsync(session, key, row.Refuse(refusal, time.GetUtcNow()));
        }

        var approval = await RequestAsync(session, key, row, quorum);
        var stands = await filing.FileAsync(session, key.Tenant, approval, ActionHash.ContentOf(row.Proposal));
        if (!stands.Succeeded)
        {
            return await InsertAsync(session, key, row.Refuse(stands.Problem, time.GetUtcNow()));
        }

        if (stands.Value.Id != approval.Id)
        {
            return await JoinAsync(session, key, row, stands.Value);
        }

        var filed = await InsertAsync(session, key, row with { ApprovalId = approval.Id });
        return filed.ApprovalId == approval.Id ? filed : throw AtTheSameTime(key);
    }

    /// <summary>Notes that an action is the one that waits already; nothing becomes of it by itself.</summary>
    private async Task<ActionRow> JoinAsync(PlatformSession session, ActionKey key, ActionRow row, Approval waiting)
    {
        var standing = key with { Id = waiting.ExecutionId! };
        if (standing != key && await ActionStore.JoinAsync(session, key, standing.Id, row.Proposal.InteractionId))
        {
            await effects.DropAsync(session, key, row.Close(ExecutionStatus.Cancelled, null, time.GetUtcNow()));
            await ActionLog.JoinAsync(session, key.Tenant, row with { ApprovalId = waiting.Id });
        }

        return await StandingAsync(session, standing);
    }

    private async Task<Problem?> ReplaceAsync(PlatformSession session, ActionKey key, ActionRow row, string approvalId, DecideRequest decision, int quorum)
    {
        var before = (await ApprovalStore.FindAsync(session, key.Tenant, approvalId))!;
        var replacement = await RequestAsync(session, key, row, quorum);
        var edited = before.Edit(decision, new(await ApproverStore.ReadAsync(session, key.Tenant)), replacement.Id, replacement.CreatedAt);
        if (!edited.Succeeded)
        {
            return edited.Problem;
        }

        var content = ActionHash.ContentOf(row.Proposal);
        if (await ApprovalStore.FindOpenAsync(session, key.Tenant, replacement.Agent, content) is { } equal && equal != approvalId)
        {
            return Problem.Conflict("alreadyAsked", $"The same is asked already: approval {equal}.");
        }

        if (!await ApprovalStore.ChangeAsync(session, key.Tenant, before, edited.Value, replacement.CreatedAt, unexpired: true))
        {
            return Problem.Conflict("settled", "Somebody else decided at the same time; read the request again.");
        }

        await ApprovalClock.EnsureInTimeAsync(session, before);
        if (!await ApprovalStore.FileAsync(session, key.Tenant, replacement, content))
        {
            throw AtTheSameTime(key);
        }

        await DecisionLog.DecidedAsync(session, key.Tenant, edited.Value, replacement.CreatedAt);
        var filed = row with { ApprovalId = replacement.Id };
        if (!await ActionStore.ChangeAsync(session, key.Tenant, row with { ApprovalId = approvalId }, filed))
        {
            throw Unfollowed(key);
        }

        await ActionLog.AddAsync(session, key.Tenant, filed, replacement.CreatedAt);
        return null;
    }

    private async Task<Problem?> RefusalAsync(PlatformSession session, ActionKey key, ActionRow row) =>
        await FrozenAsync(session, key.Tenant) ?? await budgets.CheckAsync(session, Use(key, row));

    private async Task<Problem?> FrozenAsync(PlatformSession session, string tenant) => await FreezeStore.HoldAsync(session, tenant, time.GetUtcNow()) ? Frozen : null;

    private ActionUse Use(ActionKey key, ActionRow row) => new()
    {
        Tenant = key.Tenant,
        At = time.GetUtcNow(),
        Proposal = row.Proposal,
        IsRead = row.IsRead,
        Rows = row.Preview?.RowsAffected,
    };

    private async Task<ActionRow> InsertAsync(PlatformSession session, ActionKey key, ActionRow row)
    {
        if (!await ActionStore.InsertAsync(session, key.Tenant, row))
        {
            return await StandingAsync(session, key);
        }

        await effects.DropAsync(session, key, row);
        await ActionLog.OpenAsync(session, key.Tenant, row, time.GetUtcNow());
        return row;
    }

    private async Task<ActionRow> ChangeAsync(PlatformSession session, ActionKey key, ActionRow before, ActionRow after)
    {
        if (before.ApprovalId is { } id && !await FollowAsync(session, key.Tenant, id, after))
        {
            return await StandingAsync(session, key);
        }

        if (!await ActionStore.ChangeAsync(session, key.Tenant, before, after))
        {
            // With a request, the request was the gate: an action that does not stand as it says is a bug, and nothing of this stays.
            return before.ApprovalId is null ? await StandingAsync(session, key) : throw Unfollowed(key);
        }

        if (after is { Status: ExecutionStatus.Executed, Proposal.Effect: ActionEffect.Undo })
        {
            await ActionStore.TakenBackAsync(session, key.Tenant, UndoArguments.Read(after.Proposal));
        }

        await effects.DropAsync(session, key, after);
        await ActionLog.AddAsync(session, key.Tenant, after, time.GetUtcNow());
        return after;
    }

    private static async Task<bool> FollowAsync(PlatformSession session, string tenant, string approvalId, ActionRow after)
    {
        // A request has a status of the same name for every one of an action that it can come to.
        var status = Enum.Parse<ApprovalStatus>(after.Status.ToString());
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = (await ApprovalStore.FindAsync(session, tenant, approvalId))!;
            var followed = before.MoveTo(status, after.HasEnded ? OutcomeWords.Of(after.ToOutcome()) : null);
            if (ReferenceEquals(before, followed))
            {
                return false;
            }

            if (await ApprovalStore.ChangeAsync(session, tenant, before, followed, await session.NowAsync()))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<Approval> RequestAsync(PlatformSession session, ActionKey key, ActionRow row, int quorum)
    {
        var (proposal, now) = (row.Proposal, await session.NowAsync());
        var approval = filing.Timed(new()
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Status = ApprovalStatus.Pending,
            Summary = ActionSentence.Of(proposal, row.Preview),
            Agent = proposal.Agent,
            Tool = proposal.Tool,
            Source = proposal.Source,
            Arguments = proposal.Arguments,
            Sql = proposal.Sql,
            Risk = row.Risk!.Value,
            Reasons = row.Reasons,
            Preview = row.Preview,
            RequestedBy = proposal.RequestedBy,
            InteractionId = proposal.InteractionId,
            Hash = "",
            Quorum = proposal.RequestedBy == People.Local ? 1 : quorum,
            CreatedAt = now,
            ExpiresAt = now,
            ExecutionId = proposal.Id,
        });
        return approval with { Hash = ActionHash.Of(key.Tenant, proposal, row.Preview, approval.ExpiresAt) };
    }

    private static AgentClusterException AtTheSameTime(ActionKey key) => new($"The same as action {key.Id} was filed at the same time.", isTransient: true);

    private static AgentClusterException Unfollowed(ActionKey key) => new($"Action {key.Id} does not stand as its request.");

    private static async Task<ActionRow> StandingAsync(PlatformSession session, ActionKey key) => (await ActionStore.FindAsync(session, key.Tenant, key.Id))!;
}
