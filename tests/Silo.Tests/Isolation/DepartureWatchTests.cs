using System.Net;
using AgentCluster.Interactions;
using AgentCluster.Silo.Hosting;
using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace AgentCluster.Silo.Tests.Isolation;

public sealed class DepartureWatchTests
{
    [Fact]
    public async Task Silo_Departed_RunsOfEveryTenantGoOn()
    {
        string[] names = ["alder", "birch"];
        await using var cluster = await PostgresCluster.StartAsync([]);
        var store = cluster.Services.GetRequiredService<IInteractionStore>();
        foreach (var tenant in names)
        {
            await cluster.Services.GetRequiredService<TenantStore>().OpenAsync(tenant, TenantStore.FirstKey("cli"), default);

            // Its first sweep is over then, and the next by the clock is a minute away.
            await Eventually.GetAsync(() => cluster.RemindersOfAsync(tenant), reminders => reminders.SequenceEqual(["actions", "learning", "notifier", "outbox", "seal", "sweep"]));
            await store.InsertAsync(tenant, Interrupted(), default);
        }

        var watch = cluster.Services.GetServices<IHostedService>().OfType<DepartureWatch>().Single();
        watch.SiloStatusChangeNotification(SiloAddress.New(IPAddress.Loopback, 1, 1), SiloStatus.Dead);

        foreach (var tenant in names)
        {
            await Eventually.GetAsync(() => store.ReadAsync(tenant, "a", default), stored => stored!.Interaction.Status != InteractionStatus.Running);
        }
    }

    private static Interaction Interrupted() => new()
    {
        Id = "a",
        Status = InteractionStatus.Running,
        Question = "How many are there?",
        Source = "default",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
