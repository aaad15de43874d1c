using AgentCluster.Tools.SelfMade;

namespace AgentCluster.Tools;

/// <summary>The tools there are: those built in, and those that the tenant made and published.</summary>
internal sealed class ToolCatalog
{
    private readonly Dictionary<string, ITool> _builtIn;
    private readonly SelfMadeTools _selfMade;

    public ToolCatalog(IEnumerable<ITool> builtIn, SelfMadeTools selfMade) => (_builtIn, _selfMade) = (builtIn.ToDictionary(tool => tool.Name, StringComparer.Ordinal), selfMade);

    /// <summary>The built-in tools, by name.</summary>
    public IEnumerable<ITool> BuiltIn => _builtIn.Values.OrderBy(tool => tool.Name, StringComparer.Ordinal);

    /// <summary>The built-in tool of that name, or null.</summary>
    public ITool? FindBuiltIn(string name) => _builtIn.GetValueOrDefault(name);

    /// <summary>The tool that may be called by that name; <c>unknownTool</c> with the nearest names, or <c>notPublished</c>.</summary>
    public async Task<Outcome<ITool>> FindAsync(string tenant, string name, CancellationToken cancellationToken)
    {
        if (FindBuiltIn(name) is { } builtIn)
        {
            return new Outcome<ITool> { Value = builtIn };
        }

        var known = await _selfMade.PresentAsync(tenant, cancellationToken);
        return known.FirstOrDefault(version => version.Name == name) is not { } version ? Unknown(name, [.. _builtIn.Keys, .. known.Select(tool => tool.Name)])
            : version.State != ToolState.Published ? Problem.Conflict("notPublished", $"Tool '{name}' cannot be called: it is {version.State}; GET /v1/tools/{name} tells more.")
            : new Outcome<ITool> { Value = _selfMade.Build(version) };
    }

    /// <summary>That there is no such tool.</summary>
    public static Problem Unknown(string name, IReadOnlyCollection<string> known)
    {
        var near = Nearest.Of(name, known);
        var shown = name.Length <= 60 ? name : string.Concat(name.AsSpan(0, 60), "...");
        return Problem.NotFound("unknownTool", $"There is no tool '{shown}'; {(near.Count == 0 ? "GET /v1/tools lists them" : $"did you mean {string.Join(" or ", near)}")}.", "tool");
    }
}
