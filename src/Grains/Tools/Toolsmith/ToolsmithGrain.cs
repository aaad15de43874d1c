using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Learning;
using AgentCluster.Tools.SelfMade;
using Microsoft.Extensions.Options;

namespace AgentCluster.Tools.Toolsmith;

/// <summary>Looks at what recurs, as background learning left it. The execution id follows from the pattern, so that a pattern is proposed once.</summary>
internal sealed class ToolsmithGrain(PatternMiner patterns, IInteractionStore interactions, ToolVersionStore versions, ToolCalls calls, ToolGrants grants, IOptions<ToolsOptions> options)
    : Grain, IToolsmithGrain
{
    private const string Requester = "learning";

    private SourceKey Source => SourceKey.Parse(this.GetPrimaryKeyString());

    public async Task<int> ProposeAsync(CancellationToken cancellationToken = default)
    {
        if (grants.Agents(CreateNewTool.ToolName, []) is not [var author, ..])
        {
            return 0;
        }

        var proposed = 0;
        foreach (var pattern in await patterns.ListAsync(Source, cancellationToken))
        {
            if (pattern.Kind == PatternKinds.RoutineQuestion && pattern.Support >= options.Value.ProposeAfter)
            {
                proposed += await ProposeAsync(pattern, author, cancellationToken) ? 1 : 0;
            }
        }

        return proposed;
    }

    private async Task<bool> ProposeAsync(LearnedPattern pattern, string author, CancellationToken cancellationToken)
    {
        var executionId = StepIds.Of($"{Source}\n{pattern.Id}");
        if (await versions.FindAsync(Source.Tenant, executionId, cancellationToken) is not null
            || RoutineTool.Draft(pattern, await StatementsAsync(pattern, cancellationToken)) is not { } draft)
        {
            return false;
        }

        var outcome = await calls.InvokeAsync(
            Source.Tenant,
            new()
            {
                Tool = CreateNewTool.ToolName,
                Agent = author,
                Source = Source.Source,
                Arguments = draft.ToJsonString(),
                RequestedBy = Requester,
                ExecutionId = executionId,
            },
            cancellationToken);
        return outcome.Succeeded;
    }

    private async Task<List<string>> StatementsAsync(LearnedPattern pattern, CancellationToken cancellationToken)
    {
        var statements = new List<string>();
        foreach (var id in pattern.Evidence)
        {
            var stored = await interactions.ReadAsync(Source.Tenant, id, cancellationToken);
            if (stored?.Interaction is { Status: InteractionStatus.Completed, Sql: { } sql, Feedback: not { Verdict: FeedbackVerdict.Incorrect } })
            {
                statements.Add(sql);
            }
        }

        return statements;
    }
}
