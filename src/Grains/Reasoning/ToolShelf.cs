using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentCluster.Agents;
using AgentCluster.Execution;
using AgentCluster.Tools;

namespace AgentCluster.Reasoning;

/// <summary>The tools of a tenant as reasoning sees them: what there is, who may use it, and the door through which it is called.</summary>
internal sealed class ToolShelf(
    Func<string, CancellationToken, Task<ImmutableArray<ToolView>>> list,
    Func<string, ToolInvocation, CancellationToken, Task<Outcome<ActionOutcome>>> invoke,
    ImmutableArray<AgentProfile> roster, TimeProvider time)
{
    // Tools come and go with people's decisions; the call itself is checked anew.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (ImmutableArray<ToolView> Tools, DateTimeOffset Until)> _tools = new(StringComparer.Ordinal);

    /// <summary>Who may use what, from the view of an agent, or of none yet.</summary>
    public async Task<Abilities> AbilitiesAsync(string tenant, string? agent, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!_tools.TryGetValue(tenant, out var known) || known.Until < now)
            _tools[tenant] = known = (await list(tenant, cancellationToken), now + Fresh);
        return new(agent, roster, known.Tools);
    }

    public Task<Outcome<ActionOutcome>> InvokeAsync(string tenant, ToolInvocation invocation, CancellationToken cancellationToken) =>
        invoke(tenant, invocation, cancellationToken);
}
