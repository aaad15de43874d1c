namespace AgentCluster.Silo.Sample;

/// <summary>What clients subscribe to and what they are billed. The agency bills in US dollars.</summary>
internal static class BillingTables
{
    private static readonly (string Code, string Name, double Price, int Seats, int Months)[] Plans =
    [
        ("starter", "Starter", 290, 3, 3), ("team", "Team", 690, 8, 3), ("growth", "Growth", 1490, 20, 1),
        ("scale", "Scale", 2990, 50, 1), ("enterprise", "Enterprise", 7500, 200, 1),
    ];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("plans")
            .Id().Text("code").Text("name").Money("monthly_price").Integer("included_seats").Integer("billing_months").Flag("is_public")
            .Unique("code").Filled(PlanRows),
        new SampleTable("subscriptions")
            .Id().Ref("client_id", "clients").Ref("plan_id", "plans").Choice("status", "active", "paused", "cancelled")
            .Integer("seats").Money("monthly_price").Date("started_on").Date("cancelled_on", nullable: true).Date("renews_on", nullable: true)
            .Index("client_id").Check("seats > 0").Filled(SubscriptionRows),
        new SampleTable("invoices")
            .Id().Text("invoice_number").Ref("client_id", "clients").Integer("subscription_id")
            .Choice("status", "draft", "open", "paid", "overdue", "void").Date("issued_on").Date("due_on").Date("paid_on", nullable: true)
            .Money("subtotal_amount").Money("tax_amount").Money("total_amount")
            .Unique("invoice_number").Index("client_id").Index("issued_on").Check("due_on >= issued_on").Filled(InvoiceRows),
        new SampleTable("invoice_lines")
            .Ref("invoice_id", "invoices").Integer("line_no").Text("description").Integer("quantity").Money("unit_price").Money("line_amount")
            .Ref("campaign_id", "campaigns", nullable: true)
            .Key("invoice_id", "line_no").Check("quantity > 0").Filled(LineRows),
    ];

    private static IEnumerable<object?[]> PlanRows(World world, Dice dice) => Plans.Select((plan, i) =>
        new object?[] { i + 1, plan.Code, plan.Name, (decimal)plan.Price, plan.Seats, plan.Months, plan.Code != "enterprise" });

    private static IEnumerable<object?[]> SubscriptionRows(World world, Dice dice)
    {
        foreach (var client in world.Customers)
        {
            var level = client.Id <= 60 ? dice.Int(2, 4) : dice.Int(0, 2);
            var started = client.SignedOn.AddDays(dice.Int(0, 20));
            if (level < Plans.Length - 1 && dice.Chance(0.2))
            {
                var upgraded = dice.Day(started.AddDays(60), client.LastDay(world.Today).AddDays(-10));
                if (upgraded < client.LastDay(world.Today))
                {
                    yield return SubscriptionRow(world, dice, client, level, started, upgraded);
                    (level, started) = (level + 1, upgraded);
                }
            }

            yield return SubscriptionRow(world, dice, client, level, started, client.ChurnedOn);
        }
    }

    private static object?[] SubscriptionRow(World world, Dice dice, World.Client client, int level, DateOnly started, DateOnly? cancelled)
    {
        var plan = Plans[level];
        var price = Math.Round((decimal)plan.Price * (dice.Chance(0.3) ? 0.9m : 1m), 2);
        var subscription = new World.Subscription(
            world.Subscriptions.Count + 1, client, plan.Name, price, plan.Months, started, cancelled ?? world.Today);
        world.Subscriptions.Add(subscription);
        var renews = started;
        while (renews <= world.Today)
        {
            renews = renews.AddYears(1);
        }

        var status = cancelled is not null ? "cancelled" : client.Status == "paused" ? "paused" : "active";
        return
        [
            subscription.Id, client.Id, level + 1, status, dice.Int(1, plan.Seats), price, started, cancelled,
            cancelled is null ? renews : null,
        ];
    }

    private static IEnumerable<object?[]> InvoiceRows(World world, Dice dice)
    {
        var billings =
            from subscription in world.Subscriptions
            from day in BillingDays(world, subscription)
            orderby day, subscription.Id
            select (subscription, day);
        var numbers = new Dictionary<int, int>();
        foreach (var (subscription, issued) in billings)
        {
            var client = subscription.Client;
            var lines = Lines(world, dice, subscription, issued);
            var subtotal = lines.Sum(line => line.Amount);
            var tax = Math.Round(subtotal * (decimal)client.Country.VatPercent / 100, 2);
            var due = issued.AddDays(dice.Chance(0.7) ? 30 : 14);
            var (status, paid) = Outcome(world, dice, issued, due);
            var number = numbers[issued.Year] = numbers.GetValueOrDefault(issued.Year) + 1;
            var invoice = new World.Invoice(world.Invoices.Count + 1, status, issued, due, paid, subtotal + tax, lines);
            world.Invoices.Add(invoice);
            yield return
            [
                invoice.Id, $"INV-{issued.Year}-{number:D5}", client.Id, subscription.Id, status, issued, due, paid,
                subtotal, tax, invoice.Total,
            ];
        }
    }

    private static IEnumerable<DateOnly> BillingDays(World world, World.Subscription subscription)
    {
        for (var i = 0; ; i += subscription.BillingMonths)
        {
            var day = subscription.StartedOn.AddMonths(i);
            if (day > subscription.LastDay)
            {
                yield break;
            }

            if (day >= world.Start)
            {
                yield return day;
            }
        }
    }

    private static List<World.InvoiceLine> Lines(World world, Dice dice, World.Subscription subscription, DateOnly issued)
    {
        List<World.InvoiceLine> lines =
            [new($"{subscription.Plan} plan, {subscription.BillingMonths} month(s)", subscription.BillingMonths, subscription.MonthlyPrice, null)];
        var running = world.CampaignsOf.GetValueOrDefault(subscription.Client.Id)?.Find(campaign =>
            campaign.StartsOn <= issued && (campaign.EndsOn ?? issued) >= issued.AddMonths(-1));
        if (running is not null)
        {
            lines.Add(new($"Media management, {running.Name}", 1, Math.Round(running.Budget * 0.05m, 2), running.Id));
        }

        if (dice.Chance(0.4))
        {
            lines.Add(new("Creative production", dice.Int(1, 6), dice.Money(80, 600, step: 1), running?.Id));
        }

        if (dice.Chance(0.25))
        {
            lines.Add(new("Consulting hours", dice.Int(1, 24), 140m, null));
        }

        return lines;
    }

    private static (string Status, DateOnly? PaidOn) Outcome(World world, Dice dice, DateOnly issued, DateOnly due)
    {
        if (dice.Chance(0.02))
        {
            return ("void", null);
        }

        var paid = issued.AddDays(dice.Skewed(2, 60));
        if (paid <= world.Yesterday && !dice.Chance(0.035))
        {
            return ("paid", paid);
        }

        return (due < world.Today ? "overdue" : issued == world.Today ? "draft" : "open", null);
    }

    private static IEnumerable<object?[]> LineRows(World world, Dice dice) =>
        from invoice in world.Invoices
        from line in invoice.Lines.Index()
        select new object?[]
        {
            invoice.Id, line.Index + 1, line.Item.Description, line.Item.Quantity, line.Item.UnitPrice, line.Item.Amount, line.Item.CampaignId,
        };
}
