using Microsoft.Extensions.Options;

namespace AgentCluster.Tools.SelfMade;

/// <summary>Takes back a version that fails too often; the one before it takes its place, if there is one.</summary>
internal sealed class ToolDemotion(ToolVersionStore versions, IOptions<ToolsOptions> options)
{
    /// <summary>Judges a version by its calls so far.</summary>
    public async Task JudgeAsync(string tenant, string name, int number, CancellationToken cancellationToken)
    {
        var all = await versions.ListAsync(tenant, name, cancellationToken);
        if (all.FirstOrDefault(version => version.Version == number) is { State: ToolState.Published } version && Fails(version))
        {
            var reason = $"It failed in {version.Failures} of {version.Calls} calls.";
            await versions.MoveAsync(tenant, version, ToolState.Published, ToolState.Deprecated, reason, cancellationToken);
            if (all.FirstOrDefault(before => before.Version < number && before is { PublishedAt: not null, Reason: not ToolVersion.Retired } && !Fails(before)) is { } earlier)
            {
                await versions.PublishAsync(tenant, earlier, ToolState.Deprecated, cancellationToken);
            }
        }
    }

    private bool Fails(ToolVersion version) =>
        version.Calls >= options.Value.JudgedAfter && version.Failures > version.Calls * options.Value.MostFailures;
}
