namespace AgentCluster.Silo.Sample;

/// <summary>Whom the agency writes to, and what they do with its mail.</summary>
internal static class AudienceTables
{
    private const int ProgramCount = 210;

    private static readonly string[] Segments =
    [
        "Decision makers", "New contacts", "Inactive", "Retail clients", "Enterprise", "Event visitors", "Newsletter readers", "Beta users",
        "Finance contacts", "High engagement", "German speakers", "Renewal due", "Upsell candidates", "Former clients", "Press",
    ];

    private static readonly string[] Lists =
    [
        "Monthly Newsletter", "Product News", "Event Invitations", "Case Studies", "Webinar Series", "Industry Report",
        "Partner Update", "Price Changes", "Season Greetings", "Service Notices", "Media Trends", "Training",
    ];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("segments")
            .Id().Text("name").Text("description", nullable: true).Ref("created_by", "users").Flag("is_dynamic").Date("created_on")
            .Unique("name").Filled(SegmentRows),
        new SampleTable("segment_members")
            .Ref("segment_id", "segments").Ref("contact_id", "contacts").Date("added_on")
            .Key("segment_id", "contact_id").Filled(SegmentMemberRows),
        new SampleTable("lists").Id().Text("name").Text("kind").Flag("is_archived").Unique("name").Filled(ListRows),
        new SampleTable("list_subscribers")
            .Ref("list_id", "lists").Ref("contact_id", "contacts").Choice("status", "subscribed", "unsubscribed", "bounced")
            .Timestamp("subscribed_at")
            .Key("list_id", "contact_id").Filled(SubscriberRows),
        new SampleTable("email_programs")
            .Id().Ref("list_id", "lists").Ref("campaign_id", "campaigns", nullable: true).Text("name").Text("subject")
            .Text("status").Timestamp("sent_at", nullable: true)
            .Filled(ProgramRows),
        new SampleTable("email_events")
            .Id().Ref("email_program_id", "email_programs").Integer("contact_id")
            .Choice("event_type", "delivered", "opened", "clicked", "bounced", "complained").Timestamp("occurred_at")
            .Index("email_program_id").Filled(EventRows),
    ];

    private static IEnumerable<object?[]> SegmentRows(World world, Dice dice) => Segments.Select((name, i) => new object?[]
    {
        i + 1, name, dice.Chance(0.6) ? $"Contacts for {name.ToLowerInvariant()}" : null, dice.Pick(world.Users).Id, dice.Chance(0.5),
        dice.Day(world.Start, world.Today.AddDays(-30)),
    });

    private static IEnumerable<object?[]> SegmentMemberRows(World world, Dice dice)
    {
        for (var segment = 1; segment <= Segments.Length; segment++)
        {
            var share = 0.02 + 0.25 * dice.Unit();
            foreach (var contact in world.Contacts.Where(_ => dice.Chance(share)))
            {
                yield return [segment, contact.Id, dice.Day(contact.Since, world.Today)];
            }
        }
    }

    private static IEnumerable<object?[]> ListRows(World world, Dice dice) => Lists.Select((name, i) => new object?[]
    {
        i + 1, name, name.Contains("News", StringComparison.Ordinal) ? "newsletter" : dice.Weighted(("marketing", 70), ("transactional", 30)),
        name == "Price Changes",
    });

    private static IEnumerable<object?[]> SubscriberRows(World world, Dice dice)
    {
        for (var list = 1; list <= Lists.Length; list++)
        {
            var ofList = world.Subscribers[list] = [];
            var share = 0.1 + 0.3 * dice.Unit();
            foreach (var contact in world.Contacts.Where(_ => dice.Chance(share)))
            {
                ofList.Add(contact);
                yield return
                [
                    list, contact.Id, dice.Weighted(("subscribed", 90), ("unsubscribed", 8), ("bounced", 2)),
                    dice.At(dice.Day(contact.Since, world.Yesterday)),
                ];
            }
        }
    }

    private static IEnumerable<object?[]> ProgramRows(World world, Dice dice)
    {
        var id = 0;
        var yesterdayMorning = world.Yesterday.ToDateTime(new TimeOnly(8, 0));
        foreach (var sent in dice.Timeline(ProgramCount, world.Start, world.Yesterday.AddDays(-1)).Append(yesterdayMorning))
        {
            var list = dice.Int(1, Lists.Length);
            world.EmailPrograms.Add(new World.EmailProgram(++id, list, sent));
            var (name, headline) = (Lists[list - 1], dice.Pick(Words.Headlines));
            yield return [id, list, dice.Chance(0.5) ? dice.Pick(world.Campaigns).Id : null, $"{name} {sent:yyyy-MM}", headline, "sent", sent];
        }

        for (var draft = 1; draft <= 12; draft++)
        {
            var list = dice.Int(1, Lists.Length);
            var status = dice.Weighted(("draft", 70), ("scheduled", 30));
            yield return [++id, list, null, $"{Lists[list - 1]} draft {draft}", dice.Pick(Words.Headlines), status, null];
        }
    }

    private static IEnumerable<object?[]> EventRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var program in world.EmailPrograms)
        {
            var end = world.Today.ToDateTime(TimeOnly.MinValue);
            var readers = world.Subscribers[program.ListId].Where(contact => contact.Since <= DateOnly.FromDateTime(program.SentAt));
            foreach (var contact in readers.Where(_ => dice.Chance(0.12)))
            {
                var at = program.SentAt.AddSeconds(dice.Int(5, 900));
                var isBounce = dice.Chance(0.03);
                yield return [++id, program.Id, contact.Id, isBounce ? "bounced" : "delivered", at];
                foreach (var (kind, chance) in new[] { ("opened", 0.45), ("clicked", 0.25), ("complained", 0.02) })
                {
                    at = at.AddSeconds(dice.Skewed(60, 100_000));
                    if (isBounce || at >= end || !dice.Chance(chance))
                    {
                        break;
                    }

                    yield return [++id, program.Id, contact.Id, kind, at];
                }
            }
        }
    }
}
