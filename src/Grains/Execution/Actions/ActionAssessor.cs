using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Execution.Policy;
using AgentCluster.Execution.Redaction;
using AgentCluster.Execution.Writing;

namespace AgentCluster.Execution.Actions;

/// <summary>Finds out what a proposal would do, and what the policy says to it; nothing is done.</summary>
internal sealed class ActionAssessor(
    SourceRegistry registry, SourceEngines engines, SourceWriters writers, CatalogCache catalogs, AgentRoster roster, RiskPolicy policy)
{
    /// <summary>Assesses a proposal.</summary>
    /// <returns>The assessment; or why none can be made, such as <c>sqlError</c>, <c>notUndoable</c> or <c>sourceUnavailable</c>.</returns>
    public async Task<Outcome<Assessment>> AssessAsync(ActionKey key, ActionProposal proposal, CancellationToken cancellationToken)
    {
        var source = new SourceKey(key.Tenant, proposal.Source);
        var settings = await registry.FindAsync(source, cancellationToken);
        if (!settings.Succeeded)
        {
            return settings.Problem;
        }

        var inspected = await InspectAsync(source, settings.Value, proposal, cancellationToken);
        if (inspected is { Succeeded: false })
        {
            return inspected.Problem;
        }

        var inspection = inspected?.Value;
        var preview = await PreviewAsync(source, settings.Value, proposal, inspection, cancellationToken);
        return preview is { Succeeded: false }
            ? preview.Problem
            : new Assessment
            {
                Inspection = inspection,
                Preview = preview?.Value,
                Decision = policy.Decide(await FactsAsync(source, settings.Value, proposal, inspection, preview?.Value, cancellationToken)),
                IsRead = proposal.Effect == ActionEffect.Statement && inspection?.Verdict == Verdict.Read,
            };
    }

    private async Task<Outcome<Inspection>?> InspectAsync(SourceKey source, SourceSettings settings, ActionProposal proposal, CancellationToken cancellationToken)
    {
        if (proposal.Sql is not { } sql)
        {
            return null;
        }

        var inspected = await engines.For(settings.Provider).InspectAsync(source, settings, sql, proposal.Parameters, cancellationToken);
        return !inspected.Succeeded ? inspected.Problem
            : inspected.Value.EngineError ? Problem.Invalid("sql", string.Join(' ', inspected.Value.Inspection.Reasons), "sqlError")
            : inspected.Value.Inspection;
    }

    private async Task<Outcome<Preview>?> PreviewAsync(
        SourceKey source, SourceSettings settings, ActionProposal proposal, Inspection? inspection, CancellationToken cancellationToken)
    {
        // The policy refuses what may not be written; there is nothing to show then.
        var writer = settings.Writable ? writers.For(settings.Provider) : null;
        return (writer, proposal.Effect, inspection?.Verdict) switch
        {
            (not null, ActionEffect.Undo, _) => await writer.PreviewUndoAsync(source, settings, UndoArguments.Read(proposal), cancellationToken),
            (_, ActionEffect.Mail, Verdict.Read) => await RowsAsync(source, settings, proposal, cancellationToken),
            (not null, ActionEffect.Statement, Verdict.Write or Verdict.Dangerous) =>
                Named(await writer.PreviewAsync(source, settings, proposal.Sql!, proposal.Parameters, cancellationToken), inspection!),
            _ => null,
        };
    }

    /// <summary>The preview with what people call the change.</summary>
    private static Outcome<Preview> Named(Outcome<Preview> preview, Inspection inspection) => preview.Succeeded
        ? preview.Value with { Kind = inspection.Kind, Table = preview.Value.Table ?? (inspection.Relations is [var only] ? only : null) }
        : preview;

    /// <summary>The rows that a message takes along.</summary>
    private async Task<Outcome<Preview>?> RowsAsync(SourceKey source, SourceSettings settings, ActionProposal proposal, CancellationToken cancellationToken)
    {
        var request = new ReadRequest { Source = source, Sql = proposal.Sql!, Agent = proposal.Agent };
        var read = await engines.For(settings.Provider).ReadAsync(request, settings, cancellationToken);
        return !read.Succeeded ? read.Problem
            : read.Value.Rows is not { } rows ? null
            : rows.Succeeded ? SentRows.Preview(rows.Value) : rows.Problem;
    }

    private async Task<PolicyFacts> FactsAsync(
        SourceKey source, SourceSettings settings, ActionProposal proposal, Inspection? inspection, Preview? preview, CancellationToken cancellationToken) => new()
        {
            Effect = proposal.Effect,
            Verdict = inspection?.Verdict,
            Kind = inspection?.Kind,
            Rows = preview?.RowsAffected,
            IsExact = preview?.IsExact ?? false,
            DataClasses = inspection is { Verdict: not Verdict.Forbidden } ? DataClasses.Of(inspection, (await catalogs.GetAsync(source, cancellationToken)).Value) : [],
            Tier = roster.Find(proposal.Agent)?.Tier,
            Untrusted = proposal.Untrusted,
            Bounded = proposal.Bounded,
            SourceWritable = settings.Writable,
        };
}
