using AgentCluster.Agents;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Learning;
using AgentCluster.Reasoning;
using AgentCluster.Tenancy;

namespace AgentCluster.Silo.Hosting;

/// <summary>
/// Has a silo reason about a few questions of its own before it joins (decision 19): what is compiled, read and cached by then keeps no
/// caller waiting. It reads and nothing else, and whatever goes wrong is for the first real question to tell.
/// </summary>
internal sealed partial class WarmUp(
    TenantStore tenants, CatalogCache catalogs, AgentRoster roster, ContextBuilder contexts, Reasoner reasoner, TimeProvider time, ILogger<WarmUp> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private const int Questions = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(WarmUp), ServiceLifecycleStage.ApplicationServices, RunAsync);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            foreach (var tenant in await tenants.ListAsync(either.Token))
            {
                if (tenant.ClosedAt is null && (await catalogs.GetAsync(new(tenant.Name, SourceKey.DefaultSource), either.Token)).Value is { } catalog)
                {
                    await AskAsync(tenant.Name, catalog, either.Token);
                    return;
                }
            }
        }
#pragma warning disable CA1031 // Nothing depends on it.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogColdStart(failure.Message);
        }
    }

    private async Task AskAsync(string tenant, Catalog catalog, CancellationToken cancellationToken)
    {
        foreach (var table in catalog.Tables.Take(Questions))
        {
            var question = $"How many {table.Name} are there?";
            var context = await contexts.BuildAsync(tenant, roster.Profiles[0], new() { Question = question, Source = SourceKey.DefaultSource }, cancellationToken);
            await reasoner.ReasonAsync(new() { Source = new(tenant, SourceKey.DefaultSource), Question = question, Context = context }, onStep: null, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 11006, Level = LogLevel.Information, Message = "The silo joins cold: {Reason}")]
    private partial void LogColdStart(string reason);
}
