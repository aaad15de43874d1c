using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCluster.Silo.Tests.Isolation;

/// <summary>What runs for a tenant by the clock begins and ends with its row, by whomever that is written.</summary>
public sealed class TenantClockworkTests
{
    [Fact]
    public async Task Tenant_OpenedAndClosed_HasItsRemindersMeanwhile()
    {
        await using var cluster = await PostgresCluster.StartAsync([]);
        var tenants = cluster.Services.GetRequiredService<TenantStore>();

        await tenants.OpenAsync("alder", TenantStore.FirstKey("cli"), default);
        await Eventually.GetAsync(() => cluster.RemindersOfAsync("alder"), reminders => reminders.SequenceEqual(["actions", "learning", "notifier", "outbox", "seal", "sweep"]));

        await tenants.CloseAsync("alder", default);
        await Eventually.GetAsync(() => cluster.RemindersOfAsync("alder"), reminders => reminders.Count == 0);
    }
}
