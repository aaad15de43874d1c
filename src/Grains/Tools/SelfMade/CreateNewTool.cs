using AgentCluster.Execution;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.SelfMade;

/// <summary>
/// Proposes a tool: what it is is written down, then somebody else than its author tries it, then people are asked. A draft that is no
/// good ends here, with the reason.
/// </summary>
internal sealed class CreateNewTool(ToolVersionStore versions, ToolTester tester, ToolDuplicates duplicates, ToolGrants grants, IGrainFactory grains) : IProposingTool
{
    public const string ToolName = "create_new_tool";

    public string Name => ToolName;

    public string Description => "Proposes a new tool: a parameterised SQL statement, or other tools one after another. It is tested on its cases and waits for a person's approval.";

    public Shape Arguments => ToolDraftShape.Arguments;

    public bool Changes => true;

    public async Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var draft = call.Read<ToolDraft>();
        if ((ToolDraftCheck.Check(draft) ?? Agents(draft) ?? await TakenAsync(call, draft, cancellationToken)) is { } fault)
        {
            return fault;
        }

        var definition = draft.ToDefinition(call.Invocation.Source);
        if (await duplicates.FindAsync(call.Tenant, draft.Name, draft.Description, definition, cancellationToken) is { } duplicate)
        {
            return duplicate;
        }

        var version = await versions.AddAsync(call.Tenant, call.Invocation.ExecutionId, draft.Name, call.Invocation.Agent, draft.Description, definition, cancellationToken);
        if (version.Name != draft.Name || version.Description != draft.Description || ToolVersionStore.ToJson(version.Definition) != ToolVersionStore.ToJson(definition))
        {
            return Problem.Conflict("notEditable", $"Version {version.Version} of tool {version.Name} does not change any more: reject it, and propose another.");
        }

        return version.State == ToolState.Draft && await TestAsync(call.Tenant, version, cancellationToken) is { } failed ? failed : await ProposeAsync(call, version, cancellationToken);
    }

    private Problem? Agents(ToolDraft draft) => (draft.Agents ?? []).Index().FirstOrDefault(agent => !grants.Knows(agent.Item)) is { Item: { } unknown } found
        ? Problem.NotFound("unknownAgent", $"There is no agent '{unknown}'; GET /v1/agents lists them.", $"{ToolArguments.Root}.agents[{found.Index}]")
        : null;

    private async Task<Problem?> TakenAsync(ToolCall call, ToolDraft draft, CancellationToken cancellationToken)
    {
        var taken = await grains.GetGrain<IToolsGrain>(call.Tenant).GetAsync(draft.Name, cancellationToken);
        return taken.Value is { Kind: ToolKind.BuiltIn } ? Problem.Conflict("builtInTool", $"'{draft.Name}' is a built-in tool: choose another name.") : null;
    }

    private async Task<Problem?> TestAsync(string tenant, ToolVersion version, CancellationToken cancellationToken)
    {
        var report = await tester.TestAsync(tenant, version.Definition, cancellationToken);
        await versions.ReportAsync(tenant, version, report, cancellationToken);
        return report.Passed ? null : Problem.Invalid($"{ToolArguments.Root}.cases", $"Version {version.Version} stays a draft: {string.Join(' ', report.Lines)}", "toolNotTested");
    }

    private async Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, ToolVersion version, CancellationToken cancellationToken)
    {
        await versions.MoveAsync(call.Tenant, version, ToolState.Tested, ToolState.AwaitingApproval, null, cancellationToken);
        var agents = version.Definition.Agents.IsEmpty ? "clients only" : string.Join(", ", version.Definition.Agents);
        return call.Propose(ActionEffect.Tool, $"Publish version {version.Version} of tool {version.Name} for {agents}; its author says: {ShownText.Quote(version.Description)}");
    }
}
