using System.Collections.Immutable;
using AgentCluster.Tools.Schemas;
using AgentCluster.Tools.SelfMade;
using AgentCluster.Tools.Statistics;

namespace AgentCluster.Tools;

/// <summary>Tools as shown to people and agents.</summary>
internal sealed class ToolViews(ToolCatalog catalog, ToolVersionStore versions, ToolUseStore uses, ToolGrants grants)
{
    /// <summary>Every tool in its present version, by name.</summary>
    public async Task<ImmutableArray<ToolView>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        var figures = await uses.ReadAsync(tenant, cancellationToken);
        var views = SelfMadeTools.Present(await versions.ListAsync(tenant, null, cancellationToken)).Select(version => Of(version, figures)).ToList();
        foreach (var tool in catalog.BuiltIn)
        {
            views.Add(await OfAsync(tenant, tool, figures, cancellationToken));
        }

        return [.. views.OrderBy(view => view.Name, StringComparer.Ordinal)];
    }

    /// <summary>One tool in its present version, or <c>unknownTool</c>.</summary>
    public async Task<Outcome<ToolView>> GetAsync(string tenant, string name, CancellationToken cancellationToken)
    {
        var all = await ListAsync(tenant, cancellationToken);
        return all.FirstOrDefault(view => view.Name == name) is { } found ? found : ToolCatalog.Unknown(name, [.. all.Select(view => view.Name)]);
    }

    /// <summary>Every version of a tool, the newest first, or <c>unknownTool</c>.</summary>
    public async Task<Outcome<ImmutableArray<ToolView>>> VersionsAsync(string tenant, string name, CancellationToken cancellationToken)
    {
        var made = await versions.ListAsync(tenant, name, cancellationToken);
        if (!made.IsEmpty)
        {
            return made.Select(version => Of(version, ImmutableDictionary<string, ToolUse>.Empty) with { Calls = version.Calls, Failures = version.Failures }).ToImmutableArray();
        }

        var only = await GetAsync(tenant, name, cancellationToken);
        return only.Succeeded ? ImmutableArray.Create(only.Value) : only.Problem;
    }

    private async Task<ToolView> OfAsync(string tenant, ITool tool, IReadOnlyDictionary<string, ToolUse> figures, CancellationToken cancellationToken) => With(figures, new()
    {
        Name = tool.Name,
        Version = 1,
        Kind = ToolKind.BuiltIn,
        State = ToolState.Published,
        Description = tool.Description,
        Schema = ShapeSchema.Of(tool.Arguments),
        Agents = grants.Agents(tool.Name, []),
        Changes = tool.Changes,
        Definition = tool is IDefinedTool defined ? await defined.DefinitionAsync(tenant, cancellationToken) : null,
    });

    private ToolView Of(ToolVersion version, IReadOnlyDictionary<string, ToolUse> figures) => With(figures, new()
    {
        Name = version.Name,
        Version = version.Version,
        Kind = version.Definition.Kind,
        State = version.State,
        Description = version.Description,
        Schema = ShapeSchema.Of(version.Definition.ToShape(version.Name)),
        Agents = grants.Agents(version.Name, version.Definition.Agents),
        Changes = version.Report?.Changes ?? true,
        Author = version.Author,
        CreatedAt = version.CreatedAt,
        Definition = ToolVersionStore.ToJson(version.Definition),
        Reason = version.Reason,
    });

    private static ToolView With(IReadOnlyDictionary<string, ToolUse> figures, ToolView view) => !figures.TryGetValue(view.Name, out var use) ? view : view with
    {
        Calls = use.Calls,
        Failures = use.Failures,
        MeanDurationMs = use.Calls == 0 ? 0 : use.DurationMs / use.Calls,
        LastUsedAt = use.LastUsedAt,
    };
}
