namespace AgentCluster.Silo.Sample;

/// <summary>Campaigns, the channels they run on, what they may spend and what they spend day by day.</summary>
internal static class CampaignTables
{
    private const int CampaignCount = 380;

    /// <summary>The channels; of the paid ones the cost of a click and the share of views that are clicked are known.</summary>
    private static readonly (string Name, string Kind, double ClickCost, double ClickRate)[] Channels =
    [
        ("Search", "paid", 1.6, 0.035), ("Social", "paid", 0.9, 0.014), ("Display", "paid", 0.6, 0.004), ("Video", "paid", 1.1, 0.006),
        ("Email", "owned", 0, 0), ("Affiliate", "partner", 0, 0), ("Print", "offline", 0, 0), ("Events", "offline", 0, 0),
        ("Podcast", "partner", 0, 0), ("Outdoor", "offline", 0, 0),
    ];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("channels").Id().Text("name").Text("kind").Flag("is_active").Unique("name").Filled(ChannelRows),
        new SampleTable("campaigns")
            .Id().Ref("client_id", "clients").Text("name").Text("objective")
            .Choice("status", "draft", "scheduled", "active", "paused", "completed", "cancelled")
            .Ref("owner_id", "users").Date("starts_on").Date("ends_on", nullable: true).Money("total_budget").Timestamp("created_at")
            .Index("client_id").Index("starts_on").Check("ends_on IS NULL OR ends_on >= starts_on").Filled(CampaignRows),
        new SampleTable("campaign_channels")
            .Ref("campaign_id", "campaigns").Ref("channel_id", "channels").Money("allocated_amount")
            .Key("campaign_id", "channel_id").Filled(CampaignChannelRows),
        new SampleTable("ad_spend")
            .Id().Integer("campaign_id").Integer("channel_id").Date("spend_date").Integer("impressions").Integer("clicks").Money("spend")
            .ForeignKey(["campaign_id", "channel_id"], "campaign_channels", ["campaign_id", "channel_id"])
            .Unique("campaign_id", "channel_id", "spend_date").Index("spend_date").Check("clicks <= impressions").Filled(AdSpendRows),
        new SampleTable("budgets")
            .Id().Ref("client_id", "clients").Integer("fiscal_year").Integer("quarter").Money("planned_amount")
            .Unique("client_id", "fiscal_year", "quarter").Check("quarter BETWEEN 1 AND 4").Filled(BudgetRows),
    ];

    private static IEnumerable<object?[]> ChannelRows(World world, Dice dice) =>
        Channels.Select((channel, i) => new object?[] { i + 1, channel.Name, channel.Kind, channel.Name != "Print" });

    private static IEnumerable<object?[]> CampaignRows(World world, Dice dice)
    {
        var owners = world.Users.Where(user => user.Department is "Media" or "Creative").ToList();
        foreach (var created in dice.Timeline(CampaignCount, world.Start, world.Yesterday))
        {
            var createdOn = DateOnly.FromDateTime(created);
            var client = PickClient(world, dice, createdOn);
            var starts = createdOn.AddDays(dice.Chance(0.25) ? dice.Int(30, 80) : dice.Int(3, 25));
            DateOnly? ends = dice.Chance(0.12) ? null : starts.AddDays(dice.Int(13, 120));
            var status = Status(world, dice, client, starts, ends);
            var theme = dice.Pick(Words.CampaignThemes);
            var campaign = new World.Campaign(
                world.Campaigns.Count + 1, client, $"{client.Name} {theme} {starts.Year}", status, starts, ends, dice.Money(2_000, 120_000, step: 100));
            Note(world, campaign);
            yield return
            [
                campaign.Id, client.Id, campaign.Name,
                dice.Weighted(("awareness", 25), ("leads", 35), ("sales", 30), ("retention", 10)), status,
                dice.PickSkewed(owners).Id, starts, ends, campaign.Budget, created,
            ];
        }
    }

    private static void Note(World world, World.Campaign campaign)
    {
        world.Campaigns.Add(campaign);
        if (!world.CampaignsOf.TryGetValue(campaign.Client.Id, out var ofClient))
        {
            world.CampaignsOf[campaign.Client.Id] = ofClient = [];
        }

        ofClient.Add(campaign);
    }

    private static World.Client PickClient(World world, Dice dice, DateOnly day)
    {
        World.Client client;
        do
        {
            client = dice.PickSkewed(world.Customers);
        }
        while (client.SignedOn > day || client.LastDay(world.Today) < day);

        return client;
    }

    private static string Status(World world, Dice dice, World.Client client, DateOnly starts, DateOnly? ends) =>
        client.ChurnedOn < (ends ?? world.Today) ? "cancelled"
        : starts > world.Today ? dice.Weighted(("draft", 50), ("scheduled", 50))
        : ends < world.Today ? dice.Weighted(("completed", 94), ("cancelled", 6))
        : client.Status == "paused" ? "paused"
        : dice.Weighted(("active", 88), ("paused", 12));

    private static IEnumerable<object?[]> CampaignChannelRows(World world, Dice dice)
    {
        foreach (var campaign in world.Campaigns)
        {
            var count = dice.Int(1, 3);
            var channels = new SortedSet<int>();
            while (channels.Count < count)
            {
                channels.Add(1 + Array.IndexOf(Channels, dice.PickSkewed(Channels, 1.5)));
            }

            foreach (var channel in channels)
            {
                var allocated = Math.Round(campaign.Budget / count, 2);
                NoteFlight(world, dice, campaign, channel, allocated);
                yield return [campaign.Id, channel, allocated];
            }
        }
    }

    private static void NoteFlight(World world, Dice dice, World.Campaign campaign, int channel, decimal allocated)
    {
        if (Channels[channel - 1].Kind != "paid" || campaign.Status is "draft" or "scheduled" || campaign.StartsOn > world.Today)
        {
            return;
        }

        var last = campaign.LastDay(world.Today);
        var first = last.AddDays(-dice.Int(18, 50));
        first = first < campaign.StartsOn ? campaign.StartsOn : first;
        var days = last.DayNumber - first.DayNumber + 1;
        world.Flights.Add(new World.Flight(campaign, channel, first, last, allocated * (decimal)(0.6 + 0.4 * dice.Unit()) / days));
    }

    private static IEnumerable<object?[]> AdSpendRows(World world, Dice dice)
    {
        var days =
            from flight in world.Flights
            from day in Enumerable.Range(flight.First.DayNumber, flight.Last.DayNumber - flight.First.DayNumber + 1)
            orderby day
            select (Flight: flight, Day: DateOnly.FromDayNumber(day));
        var id = 0;
        foreach (var (flight, day) in days)
        {
            var (_, _, cost, rate) = Channels[flight.ChannelId - 1];
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.6 : 1.0;
            var spend = Math.Round(flight.DailySpend * (decimal)(weekend * (0.7 + 0.6 * dice.Unit())), 2);
            var clicks = (int)((double)spend / cost * (0.8 + 0.4 * dice.Unit()));
            var impressions = (int)(clicks / rate * (0.8 + 0.4 * dice.Unit())) + dice.Int(0, 40);
            yield return [++id, flight.Campaign.Id, flight.ChannelId, day, impressions, clicks, spend];
        }
    }

    private static IEnumerable<object?[]> BudgetRows(World world, Dice dice)
    {
        const int BudgetedClients = 150;
        var id = 0;
        foreach (var client in world.Customers.Take(BudgetedClients))
        {
            var amount = dice.Money(6_000, 150_000, step: 100);
            var first = client.SignedOn > world.Start ? client.SignedOn : world.Start;
            for (var day = first; day <= client.LastDay(world.Today); day = day.AddMonths(3))
            {
                amount = Math.Round(amount * (decimal)(0.9 + 0.25 * dice.Unit()) / 100) * 100;
                yield return [++id, client.Id, day.Year, (day.Month + 2) / 3, amount];
            }
        }
    }
}
