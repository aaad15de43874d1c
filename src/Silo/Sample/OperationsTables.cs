using System.Globalization;

namespace AgentCluster.Silo.Sample;

/// <summary>What the agency's systems record about themselves; CrmSync comes from an older one with names of its own style.</summary>
internal static class OperationsTables
{
    private const int WebhookCount = 2600;
    private const int AuditCount = 2800;

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("webhooks_log")
            .Id().Text("event").Text("target_url").Integer("status_code", nullable: true).Integer("attempt").Integer("duration_ms")
            .Timestamp("attempted_at")
            .Check("attempt >= 1").Filled(WebhookRows),
        new SampleTable("api_usage")
            .Integer("client_id").Date("usage_date").Text("endpoint").Integer("calls").Integer("errors").Integer("cost_cents")
            .Key("client_id", "usage_date", "endpoint").PartitionedBy("usage_date").Check("errors <= calls").Filled(UsageRows),
        new SampleTable("audit_events")
            .Id().Integer("user_id", nullable: true).Text("action").Text("entity").Integer("entity_id").Timestamp("occurred_at")
            .Index("occurred_at").Filled(AuditRows),
        new SampleTable("CrmSync")
            .Id("SyncId").Integer("ClientId").Text("ExternalRef").Text("SyncState").Timestamp("LastSyncedAt")
            .Unique("ExternalRef").Filled(SyncRows),
    ];

    private static IEnumerable<object?[]> WebhookRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var at in dice.Timeline(WebhookCount, world.Today.AddDays(-365), world.Yesterday))
        {
            var outcome = dice.Weighted(("200", 88), ("404", 3), ("500", 5), ("", 4));
            yield return
            [
                ++id, dice.Weighted(("invoice.paid", 40), ("campaign.started", 20), ("payout.paid", 25), ("ticket.closed", 15)),
                $"https://hooks.{dice.PickSkewed(world.Customers).Domain}/agency",
                outcome.Length == 0 ? null : int.Parse(outcome, CultureInfo.InvariantCulture),
                outcome == "200" ? 1 : dice.Int(1, 5), dice.Skewed(20, 5_000), at,
            ];
        }
    }

    private static IEnumerable<object?[]> UsageRows(World world, Dice dice)
    {
        const int Days = 60;
        const int Integrated = 25;
        var clients = world.Customers.Where(client => client.Status == "active").Take(Integrated).ToList();
        for (var day = world.Today.AddDays(1 - Days); day <= world.Today; day = day.AddDays(1))
        {
            foreach (var client in clients)
            {
                foreach (var (endpoint, price) in new[] { ("/reports", 4), ("/campaigns", 1) })
                {
                    var calls = dice.Skewed(3, 900);
                    yield return [client.Id, day, endpoint, calls, (int)(calls * 0.05 * dice.Unit()), calls * price];
                }
            }
        }
    }

    private static IEnumerable<object?[]> AuditRows(World world, Dice dice)
    {
        (string Name, int Count)[] entities =
        [
            ("invoice", world.Invoices.Count), ("campaign", world.Campaigns.Count), ("client", world.Clients.Count),
            ("payout", world.Payouts.Count),
        ];
        var id = 0;
        foreach (var at in dice.Timeline(AuditCount, world.Today.AddDays(-365), world.Yesterday))
        {
            var (entity, count) = dice.Pick(entities);
            yield return
            [
                ++id, dice.Chance(0.9) ? dice.PickSkewed(world.Users).Id : null,
                dice.Weighted(("updated", 55), ("created", 20), ("exported", 15), ("deleted", 4), ("approved", 6)), entity, dice.Int(1, count), at,
            ];
        }
    }

    private static IEnumerable<object?[]> SyncRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var client in world.Clients.Where(_ => dice.Chance(0.9)))
        {
            yield return
            [
                ++id, client.Id, $"CRM-{dice.Int(1000, 9999)}-{client.Id}", dice.Weighted(("ok", 92), ("conflict", 5), ("failed", 3)),
                dice.At(dice.Day(world.Yesterday.AddDays(-20), world.Yesterday)),
            ];
        }
    }
}
