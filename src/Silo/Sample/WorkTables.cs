namespace AgentCluster.Silo.Sample;

/// <summary>The notes, tasks and tags with which the agency's people organise their work.</summary>
internal static class WorkTables
{
    private const int NoteCount = 1400;
    private const int TaskCount = 1700;

    private static readonly string[] Tags =
    [
        "vip", "at-risk", "seasonal", "reference", "startup", "international", "late-payer", "award-winner", "new-logo", "nonprofit",
        "multi-brand", "video-first", "local", "bid-open", "strategic",
    ];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("tags").Id().Text("name").Text("color").Unique("name").Filled(TagRows),
        new SampleTable("client_tags")
            .Ref("client_id", "clients").Ref("tag_id", "tags").Key("client_id", "tag_id").Filled(ClientTagRows),
        new SampleTable("notes")
            .Id().Integer("client_id").Ref("author_id", "users").Text("body").Flag("is_pinned").Timestamp("created_at")
            .Filled(NoteRows),
        new SampleTable("tasks")
            .Id().Text("title").Ref("campaign_id", "campaigns", nullable: true).Ref("assignee_id", "users").Text("priority")
            .Choice("status", "todo", "in_progress", "done", "cancelled").Date("due_on", nullable: true).Timestamp("created_at")
            .Timestamp("completed_at", nullable: true)
            .Index("assignee_id").Filled(TaskRows),
    ];

    private static IEnumerable<object?[]> TagRows(World world, Dice dice) => Tags.Select((name, i) => new object?[]
        { i + 1, name, dice.Weighted(("red", 1), ("green", 1), ("blue", 1), ("yellow", 1)) });

    private static IEnumerable<object?[]> ClientTagRows(World world, Dice dice)
    {
        foreach (var client in world.Clients)
        {
            for (var tag = 1; tag <= Tags.Length; tag++)
            {
                if (dice.Chance(0.22 / Math.Sqrt(tag)))
                {
                    yield return [client.Id, tag];
                }
            }
        }
    }

    private static IEnumerable<object?[]> NoteRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var at in dice.Timeline(NoteCount, world.Start, world.Yesterday))
        {
            var client = dice.PickSkewed(world.Clients);
            var author = dice.Chance(0.7) ? client.ManagerId : dice.Pick(world.Users).Id;
            yield return [++id, client.Id, author, dice.Pick(Words.Remarks), dice.Chance(0.05), at];
        }
    }

    private static IEnumerable<object?[]> TaskRows(World world, Dice dice)
    {
        var end = world.Today.ToDateTime(TimeOnly.MinValue);
        var id = 0;
        foreach (var created in dice.Timeline(TaskCount, world.Start, world.Yesterday))
        {
            var completed = created.AddSeconds(dice.Skewed(3_600, 4_000_000));
            var status = completed < end ? dice.Weighted(("done", 90), ("cancelled", 6), ("todo", 4)) : dice.Weighted(("todo", 60), ("in_progress", 40));
            var title = dice.Weighted(
                ("Prepare report", 25), ("Update media plan", 20), ("Call client", 20), ("Review creatives", 20), ("Check tracking", 15));
            yield return
            [
                ++id, title, dice.Chance(0.7) ? dice.Pick(world.Campaigns).Id : null, dice.PickSkewed(world.Users, 1.3).Id,
                dice.Weighted(("medium", 55), ("low", 25), ("high", 20)), status,
                dice.Chance(0.8) ? DateOnly.FromDateTime(created).AddDays(dice.Int(1, 30)) : null, created, status == "done" ? completed : null,
            ];
        }
    }
}
