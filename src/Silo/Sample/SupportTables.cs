namespace AgentCluster.Silo.Sample;

/// <summary>What clients ask for help with and what they think of the answer.</summary>
internal static class SupportTables
{
    private const int TicketCount = 2100;
    private const int ResponseCount = 950;

    private static readonly (string Category, string[] Subjects)[] Topics =
    [
        ("billing", ["Wrong amount on invoice", "Change payment method", "Missing purchase order number"]),
        ("reporting", ["Numbers do not match", "Report is empty", "Need a weekly export"]),
        ("campaign", ["Ad was rejected", "Pause the campaign", "Change the budget", "Wrong picture shown"]),
        ("access", ["Cannot log in", "Add a new user", "Reset my password"]),
        ("technical", ["Tracking pixel missing", "Landing page is slow", "API returns an error"]),
    ];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("tickets")
            .Id().Integer("client_id").Ref("contact_id", "contacts").Ref("assignee_id", "users", nullable: true).Text("subject")
            .Text("category").Choice("priority", "low", "normal", "high", "urgent")
            .Choice("status", "open", "waiting", "solved", "closed").Timestamp("opened_at")
            .Timestamp("first_response_at", nullable: true).Timestamp("closed_at", nullable: true)
            .Index("status").Filled(TicketRows),
        new SampleTable("ticket_messages")
            .Id().Ref("ticket_id", "tickets").Choice("author_kind", "client", "agent").Text("body").Timestamp("sent_at")
            .Index("ticket_id").Filled(MessageRows),
        new SampleTable("nps_responses")
            .Id().Ref("client_id", "clients").Integer("contact_id").Integer("score").Text("comment", nullable: true)
            .Timestamp("responded_at")
            .Check("score BETWEEN 0 AND 10").Filled(ResponseRows),
    ];

    private static IEnumerable<object?[]> TicketRows(World world, Dice dice)
    {
        var helpers = world.Users.Where(user => user.Department == "Support").ToList();
        foreach (var opened in dice.Timeline(TicketCount, world.Start, world.Yesterday))
        {
            var contact = PickContact(world, dice, DateOnly.FromDateTime(opened));
            var (category, subjects) = dice.Pick(Topics);
            var answered = opened.AddSeconds(dice.Skewed(600, 200_000));
            var closed = answered.AddSeconds(dice.Skewed(3_600, 1_200_000));
            var end = world.Today.ToDateTime(TimeOnly.MinValue);
            var status = answered >= end ? "open"
                : closed >= end || dice.Chance(0.03) ? dice.Weighted(("open", 45), ("waiting", 55))
                : dice.Weighted(("closed", 75), ("solved", 25));
            var isDone = status is "closed" or "solved";
            var id = world.Tickets.Count + 1;
            world.Tickets.Add(new World.Ticket(id, opened, isDone ? closed : answered < end ? answered : opened));
            yield return
            [
                id, contact.Client.Id, contact.Id, answered < end ? dice.PickSkewed(helpers).Id : null, dice.Pick(subjects), category,
                dice.Weighted(("normal", 52), ("low", 22), ("high", 18), ("urgent", 8)), status, opened, answered < end ? answered : null,
                isDone ? closed : null,
            ];
        }
    }

    private static World.Contact PickContact(World world, Dice dice, DateOnly day)
    {
        for (; ; )
        {
            var client = dice.PickSkewed(world.Customers);
            var contact = dice.Pick(world.ContactsOf[client.Id]);
            if (client.SignedOn <= day && client.LastDay(world.Today) >= day)
            {
                return contact;
            }
        }
    }

    private static IEnumerable<object?[]> MessageRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var ticket in world.Tickets)
        {
            yield return [++id, ticket.Id, "client", "Hello, can you please look into this?", ticket.OpenedAt];
            if (ticket.LastAt == ticket.OpenedAt)
            {
                continue;
            }

            var count = dice.Int(1, 4);
            var pause = (int)((ticket.LastAt - ticket.OpenedAt).TotalSeconds / count);
            for (var i = 1; i <= count; i++)
            {
                var isAgent = i == count || i % 2 == 1;
                var body = isAgent
                    ? dice.Weighted(("We are on it.", 30), ("This is solved now.", 30), ("Please send us a screenshot.", 20), ("We changed it for you.", 20))
                    : dice.Weighted(("Thank you!", 40), ("It still does not work.", 35), ("Here is the screenshot.", 25));
                yield return [++id, ticket.Id, isAgent ? "agent" : "client", body, ticket.OpenedAt.AddSeconds(pause * i)];
            }
        }
    }

    private static IEnumerable<object?[]> ResponseRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var at in dice.Timeline(ResponseCount, world.Start, world.Yesterday))
        {
            var contact = PickContact(world, dice, DateOnly.FromDateTime(at));
            var score = contact.Client.Status == "churned" ? dice.Int(1, 8) : 10 - (int)(Math.Pow(dice.Unit(), 2.2) * 10);
            string? comment = !dice.Chance(0.35) ? null
                : score >= 9 ? dice.Weighted(("Great team", 50), ("Very responsive", 50))
                : score >= 7 ? "Good, but reports could be clearer"
                : dice.Weighted(("Too expensive", 40), ("Slow answers", 40), ("Results below plan", 20));
            yield return [++id, contact.Client.Id, contact.Id, score, comment, at];
        }
    }
}
