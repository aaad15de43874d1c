using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.SelfMade;

/// <summary>A self-made tool that is one parameterised statement.</summary>
internal sealed class StatementTool(ToolVersion version, CatalogCache catalogs, ToolVersionStore versions) : IProposingTool, ISelfMadeTool
{
    public ToolVersion Version => version;

    public string Name => version.Name;

    public string Description => version.Description;

    public Shape Arguments { get; } = version.Definition.ToShape(version.Name);

    public bool Changes => version.Report?.Changes ?? true;

    public async Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var definition = version.Definition;
        if (call.Invocation.Source != definition.Source)
        {
            return Problem.Invalid("source", $"Tool '{Name}' was made for source '{definition.Source}'.");
        }

        var catalog = await catalogs.GetAsync(call.Source, cancellationToken);
        if (!catalog.Succeeded)
        {
            return catalog.Problem;
        }

        if (ToolDependencies.Changed(version.Report, catalog.Value) is { } changed)
        {
            var reason = $"'{changed}' is no longer what the tool was tested with.";
            await versions.MoveAsync(call.Tenant, version, ToolState.Published, ToolState.Deprecated, reason, cancellationToken);
            return Problem.Conflict("toolStale", $"Tool '{Name}' was taken back: {reason} Propose it anew.");
        }

        var (sql, parameters) = TemplateSql.Parse(definition.Sql!).Render(catalog.Value.Dialect, definition.Parameters, call.Arguments);
        return call.Statement($"{version.Description} ({Name}, version {version.Version})", sql, parameters) with { ToolVersion = version.Version };
    }
}
