namespace AgentCluster.Tools.SelfMade;

/// <summary>What people do with published tools.</summary>
internal sealed class ToolLifecycle(ToolVersionStore versions, ToolCatalog catalog)
{
    /// <summary>Retires every version of a tool; the problem, or null.</summary>
    public async Task<Problem?> RetireAsync(string tenant, string name, CancellationToken cancellationToken)
    {
        var all = await FindAsync(tenant, name, cancellationToken);
        if (!all.Succeeded)
        {
            return all.Problem;
        }

        foreach (var version in all.Value.Where(version => version.State != ToolState.Deprecated))
        {
            await versions.MoveAsync(tenant, version, version.State, ToolState.Deprecated, ToolVersion.Retired, cancellationToken);
        }

        return null;
    }

    /// <summary>Publishes a version again that was published before; the problem, or null.</summary>
    public async Task<Problem?> RestoreAsync(string tenant, string name, int number, CancellationToken cancellationToken)
    {
        var all = await FindAsync(tenant, name, cancellationToken);
        if (!all.Succeeded)
        {
            return all.Problem;
        }

        return all.Value.FirstOrDefault(version => version.Version == number) is not { PublishedAt: not null } wanted
                || (wanted.State != ToolState.Published && !await versions.PublishAsync(tenant, wanted, ToolState.Deprecated, cancellationToken))
            ? Problem.Conflict("notRestorable", $"Version {number} of tool '{name}' was never approved; GET /v1/tools/{name}/versions lists those that were.")
            : null;
    }

    private async Task<Outcome<IReadOnlyList<ToolVersion>>> FindAsync(string tenant, string name, CancellationToken cancellationToken)
    {
        if (catalog.FindBuiltIn(name) is not null)
        {
            return Problem.Conflict("builtInTool", $"'{name}' is a built-in tool: it is granted or not, and has one version.");
        }

        var all = await versions.ListAsync(tenant, name, cancellationToken);
        return all.IsEmpty ? ToolCatalog.Unknown(name, []) : new Outcome<IReadOnlyList<ToolVersion>> { Value = all };
    }
}
