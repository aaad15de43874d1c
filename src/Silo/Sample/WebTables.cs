namespace AgentCluster.Silo.Sample;

/// <summary>Landing pages, who visits them and what comes of it.</summary>
internal static class WebTables
{
    private const int SessionCount = 6500;
    private const int SubmissionCount = 2600;

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("landing_pages")
            .Id().Ref("campaign_id", "campaigns").Text("slug").Text("title").Flag("is_live").Date("published_on")
            .Unique("slug").Filled(PageRows),
        new SampleTable("forms")
            .Id().Ref("landing_page_id", "landing_pages").Text("name").Text("fields_json").Flag("requires_consent")
            .Filled(FormRows),
        new SampleTable("form_submissions")
            .Id().Ref("form_id", "forms").Text("email").Integer("lead_id", nullable: true).Text("ip_address").Flag("consent_given")
            .Timestamp("submitted_at")
            .Index("form_id").Filled(SubmissionRows),
        new SampleTable("web_sessions")
            .Id().Text("visitor_key").Integer("landing_page_id").Text("country_code").Text("device").Text("referrer", nullable: true)
            .Integer("pages_viewed").Integer("duration_seconds").Timestamp("started_at")
            .Index("started_at").Check("pages_viewed >= 1").Filled(SessionRows),
        new SampleTable("conversions")
            .Id().Ref("web_session_id", "web_sessions").Integer("campaign_id").Text("kind").Money("value_amount", nullable: true)
            .Timestamp("converted_at")
            .Filled(ConversionRows),
    ];

    private static IEnumerable<object?[]> PageRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var campaign in world.Campaigns.Where(campaign => campaign.StartsOn <= world.Yesterday && dice.Chance(0.75)))
        {
            var published = campaign.StartsOn;
            world.LandingPages.Add(new World.LandingPage(++id, campaign, published));
            var slug = campaign.Name.ToLowerInvariant().Replace(' ', '-');
            yield return [id, campaign.Id, $"{slug}-{id}", campaign.Name, campaign.Status == "active", published];
        }
    }

    private static IEnumerable<object?[]> FormRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var page in world.LandingPages.Where(_ => dice.Chance(0.6)))
        {
            world.Forms.Add(new World.Form(++id, page.PublishedOn));
            var kind = dice.Weighted(("Contact", 40), ("Newsletter", 30), ("Download", 20), ("Trial", 10));
            var fields = kind == "Newsletter" ? """["email"]""" : """["email","first_name","last_name","company"]""";
            yield return [id, page.Id, $"{kind} form", fields, dice.Chance(0.8)];
        }
    }

    private static IEnumerable<object?[]> SubmissionRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var at in dice.Timeline(SubmissionCount, world.Start.AddDays(60), world.Yesterday))
        {
            var form = Latest(world.Forms, dice, form => form.Since <= DateOnly.FromDateTime(at));
            var lead = dice.Chance(0.55) ? dice.Pick(world.Leads) : null;
            var email = lead?.Email ?? $"{dice.Pick(Words.FirstNames)}{dice.Int(1, 9999)}@mail.example".ToLowerInvariant();
            yield return [++id, form.Id, email, lead?.Id, $"203.0.113.{dice.Int(1, 254)}", dice.Chance(0.85), at];
        }
    }

    private static IEnumerable<object?[]> SessionRows(World world, Dice dice)
    {
        foreach (var at in dice.Timeline(SessionCount, world.Start.AddDays(60), world.Yesterday))
        {
            var session = new World.WebSession(
                world.WebSessions.Count + 1, Latest(world.LandingPages, dice, page => page.PublishedOn <= DateOnly.FromDateTime(at)), at);
            world.WebSessions.Add(session);
            var pages = dice.Skewed(1, 12);
            yield return
            [
                session.Id, $"v{dice.Int(100_000, 999_999)}", session.Page.Id, dice.PickSkewed(Atlas.Countries).Code,
                dice.Weighted(("mobile", 58), ("desktop", 36), ("tablet", 6)),
                dice.Chance(0.7) ? dice.Weighted(("google", 50), ("facebook", 20), ("newsletter", 15), ("linkedin", 15)) : null,
                pages, pages * dice.Int(8, 90), at,
            ];
        }
    }

    // Pages and forms are in the order of their campaigns; a visitor comes to one of the forty that were new at the time.
    private static T Latest<T>(List<T> items, Dice dice, Func<T, bool> exists)
    {
        const int Recent = 40;
        var last = items.FindLastIndex(item => exists(item));
        for (var tries = 0; tries < Recent; tries++)
        {
            var item = items[Math.Max(0, last - dice.Int(0, Recent))];
            if (exists(item))
            {
                return item;
            }
        }

        return items[Math.Max(0, last)];
    }

    private static IEnumerable<object?[]> ConversionRows(World world, Dice dice)
    {
        var end = world.Today.ToDateTime(TimeOnly.MinValue);
        var id = 0;
        foreach (var session in world.WebSessions.Where(_ => dice.Chance(0.22)))
        {
            var at = session.StartedAt.AddSeconds(dice.Skewed(20, 1_800));
            if (at >= end)
            {
                continue;
            }

            var kind = dice.Weighted(("signup", 45), ("download", 25), ("purchase", 20), ("demo_request", 10));
            yield return [++id, session.Id, session.Page.Campaign.Id, kind, kind == "purchase" ? dice.Money(15, 900) : null, at];
        }
    }
}
