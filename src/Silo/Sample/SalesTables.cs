namespace AgentCluster.Silo.Sample;

/// <summary>Leads, and deals on their way through the stages of a pipeline.</summary>
internal static class SalesTables
{
    private const int LeadCount = 3200;
    private const int DealCount = 1200;

    private static readonly string[] Sources =
        ["Website", "Referral", "Trade Fair", "Cold Call", "Partner", "Social Media", "Webinar", "Paid Search", "Newsletter"];

    private static readonly (string Name, string[] Stages)[] Pipelines =
    [
        ("New Business", ["Qualified", "First Meeting", "Proposal", "Pitch", "Negotiation", "Closing"]),
        ("Renewals", ["Due", "Contacted", "Offer Sent", "Closing"]),
        ("Upsell", ["Idea", "Proposal", "Negotiation", "Closing"]),
    ];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("lead_sources").Id().Text("name").Unique("name").Filled(SourceRows),
        new SampleTable("leads")
            .Id().Text("first_name").Text("last_name").Text("email").Text("company", nullable: true).Text("phone", nullable: true)
            .Ref("source_id", "lead_sources").CodeRef("country_code", "countries").Text("status").Integer("score")
            .Ref("owner_id", "users", nullable: true).Ref("converted_client_id", "clients", nullable: true).Timestamp("created_at")
            .Index("status").Check("score BETWEEN 0 AND 100").Filled(LeadRows),
        new SampleTable("pipelines").Id().Text("name").Unique("name").Filled(PipelineRows),
        new SampleTable("pipeline_stages")
            .Ref("pipeline_id", "pipelines").Integer("position").Text("name").Real("win_probability")
            .Key("pipeline_id", "position").Unique("pipeline_id", "name").Filled(StageRows),
        new SampleTable("deals")
            .Id().Text("title").Ref("client_id", "clients").Integer("pipeline_id").Integer("stage_position").Integer("owner_id")
            .Choice("status", "open", "won", "lost").Money("amount").Text("lost_reason", nullable: true).Timestamp("created_at")
            .Date("expected_close_on").Timestamp("closed_at", nullable: true)
            .ForeignKey(["pipeline_id", "stage_position"], "pipeline_stages", ["pipeline_id", "position"])
            .Index("client_id").Filled(DealRows),
        new SampleTable("deal_stage_changes")
            .Id().Ref("deal_id", "deals").Integer("from_position", nullable: true).Integer("to_position").Ref("changed_by", "users")
            .Timestamp("changed_at")
            .Index("deal_id").Filled(StageChangeRows),
    ];

    private static IEnumerable<object?[]> SourceRows(World world, Dice dice) =>
        Sources.Select((name, i) => new object?[] { i + 1, name });

    private static IEnumerable<object?[]> PipelineRows(World world, Dice dice) =>
        Pipelines.Select((pipeline, i) => new object?[] { i + 1, pipeline.Name });

    private static IEnumerable<object?[]> StageRows(World world, Dice dice) =>
        from pipeline in Enumerable.Range(1, Pipelines.Length)
        let stages = Pipelines[pipeline - 1].Stages
        from position in Enumerable.Range(1, stages.Length)
        select new object?[] { pipeline, position, stages[position - 1], Math.Round(0.9 * position / stages.Length, 2) };

    private static IEnumerable<object?[]> LeadRows(World world, Dice dice)
    {
        var sellers = world.Users.Where(user => user.Department == "Sales").ToList();
        foreach (var created in dice.Timeline(LeadCount, world.Start, world.Yesterday))
        {
            var id = world.Leads.Count + 1;
            var (first, last) = (dice.Pick(Words.FirstNames), dice.Pick(Words.LastNames));
            var email = $"{first}.{last}{id}@mail.example".ToLowerInvariant();
            world.Leads.Add(new World.Lead(id, email));
            var country = dice.PickSkewed(Atlas.Countries);
            var age = (world.Today.ToDateTime(TimeOnly.MinValue) - created).TotalDays;
            var status = age < 21
                ? dice.Weighted(("new", 60), ("contacted", 30), ("qualified", 10))
                : dice.Weighted(("contacted", 18), ("qualified", 24), ("converted", 9), ("disqualified", 40), ("new", 9));
            yield return
            [
                id, first, last, email,
                dice.Chance(0.8) ? $"{dice.Pick(Words.CompanyNames)} {dice.Pick(Words.LastNames)}" : null,
                dice.Chance(0.5) ? $"{country.Prefix} 555 {dice.Int(100_000, 999_999)}" : null, 1 + Array.IndexOf(Sources, dice.PickSkewed(Sources, 1.5)),
                country.Code, status, status == "converted" ? dice.Int(60, 100) : dice.Int(0, 90), dice.Chance(0.85) ? dice.PickSkewed(sellers).Id : null,
                status == "converted" ? dice.Pick(world.Customers).Id : null, created,
            ];
        }
    }

    private static IEnumerable<object?[]> DealRows(World world, Dice dice)
    {
        var sellers = world.Users.Where(user => user.Department is "Sales" or "Accounts").ToList();
        foreach (var created in dice.Timeline(DealCount, world.Start, world.Yesterday))
        {
            var pipeline = dice.Weighted(("1", 50), ("2", 30), ("3", 20))[0] - '0';
            var stages = Pipelines[pipeline - 1].Stages.Length;
            var moved = dice.At(DateOnly.FromDateTime(created).AddDays(dice.Skewed(8, 150)));
            var isDue = DateOnly.FromDateTime(moved) <= world.Yesterday;
            var status = isDue ? dice.Weighted(("won", 40), ("lost", 52), ("open", 8)) : "open";
            moved = isDue ? moved : dice.At(dice.Day(DateOnly.FromDateTime(created), world.Yesterday));
            moved = moved < created ? created : moved;
            var deal = new World.Deal(
                world.Deals.Count + 1, status == "won" ? stages : dice.Int(1, stages), created, moved, dice.PickSkewed(sellers).Id);
            world.Deals.Add(deal);
            var client = pipeline == 1 ? dice.Pick(world.Clients) : dice.PickSkewed(world.Customers);
            string? reason = status == "lost" && dice.Chance(0.9) ? dice.Weighted(("price", 40), ("timing", 25), ("competitor", 25), ("no budget", 10)) : null;
            yield return
            [
                deal.Id, $"{client.Name} - {Pipelines[pipeline - 1].Name} {created.Year}", client.Id, pipeline, deal.Stage, deal.OwnerId, status,
                dice.Money(1_000, 250_000, step: 10), reason, created, DateOnly.FromDateTime(created).AddDays(dice.Int(20, 180)),
                status == "open" ? null : moved,
            ];
        }
    }

    private static IEnumerable<object?[]> StageChangeRows(World world, Dice dice)
    {
        var changes =
            from deal in world.Deals
            from stage in Enumerable.Range(1, deal.Stage)
            let share = deal.Stage == 1 ? 0 : (stage - 1.0) / (deal.Stage - 1)
            let at = deal.CreatedAt.AddSeconds(Math.Floor((deal.LastMoveAt - deal.CreatedAt).TotalSeconds * share))
            orderby at, deal.Id, stage
            select (deal, stage, at);
        var id = 0;
        foreach (var (deal, stage, at) in changes)
        {
            yield return [++id, deal.Id, stage == 1 ? null : stage - 1, stage, deal.OwnerId, at];
        }
    }
}
