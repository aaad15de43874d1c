using AgentCluster.Execution.Redaction;
using Orleans.Concurrency;

namespace AgentCluster.Execution.Actions;

[StatelessWorker]
internal sealed class ExecutionsGrain(ActionStore store) : Grain, IExecutionsGrain
{
    private const string UndoTool = "undo";

    private string Tenant => this.GetPrimaryKeyString();

    public async Task<Outcome<Page<ExecutionView>>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken = default)
    {
        if (query.Limit is < 1 or > 500)
        {
            return Problem.Invalid("limit", "The limit must lie between 1 and 500.");
        }

        var page = await store.ListAsync(Tenant, query, cancellationToken);
        return page.Succeeded ? new Page<ExecutionView> { Items = [.. page.Value.Items.Select(View)], Next = page.Value.Next } : page.Problem;
    }

    public async Task<Outcome<ExecutionView>> GetAsync(string id, CancellationToken cancellationToken = default) =>
        await store.FindAsync(new(Tenant, id), cancellationToken) is { } row ? View(row) : Unknown();

    public async Task<Outcome<ActionOutcome>> UndoAsync(string id, string undoId, string requestedBy, CancellationToken cancellationToken = default)
    {
        if (await store.FindAsync(new(Tenant, id), cancellationToken) is not { } row)
        {
            return Unknown();
        }

        // The same call sent again finds it taken back already: by itself, or by the equal one that it joined.
        var undo = GrainFactory.GetGrain<IActionGrain>(new ActionKey(Tenant, undoId).ToString());
        return row.Undoable || await store.FindProposedAsync(new(Tenant, undoId), cancellationToken) is not null
            ? await undo.ProposeAsync(Undo(row, undoId, requestedBy), cancellationToken)
            : Problem.Conflict("notUndoable", NotUndoable(row));
    }

    private static ActionProposal Undo(ActionRow row, string undoId, string requestedBy) => new()
    {
        Id = undoId,
        Effect = ActionEffect.Undo,
        Source = row.Proposal.Source,
        Agent = ActionProposal.Client,
        Tool = UndoTool,
        ToolVersion = 1,
        Arguments = UndoArguments.Write(row.Proposal.Id),
        Summary = $"Take back: {ActionSentence.Of(row.Proposal, row.Preview)}",
        RequestedBy = requestedBy,
    };

    private static string NotUndoable(ActionRow row) =>
        row.Status != ExecutionStatus.Executed ? "Only what was executed can be taken back."
        : row.IsRead ? "A read changed nothing."
        : "The rows as they were are not kept, or it was taken back already.";

    private static ExecutionView View(ActionRow row) => new()
    {
        Id = row.Proposal.Id,
        At = row.ProposedAt,
        Agent = row.Proposal.Agent,
        Tool = row.Proposal.Tool,
        Source = row.Proposal.Source,
        Arguments = Redactor.RedactJson(row.Proposal.Arguments),
        Sql = row.Proposal.Sql is { } sql ? Redactor.Redact(sql) : null,
        Verdict = row.Verdict,
        Risk = row.Risk,
        Status = row.Status,
        RowsAffected = row.RowsAffected,
        DurationMs = row.DurationMs,
        ApprovalId = row.ApprovalId,
        InteractionId = row.Proposal.InteractionId,
        Undoable = row.Undoable,
        Error = row.Problem,
        RequestedBy = row.Proposal.RequestedBy,
        Reasons = row.Reasons,
    };

    private static Problem Unknown() => Problem.NotFound("unknownExecution", "There is no execution of this id.", "id");
}
