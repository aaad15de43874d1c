namespace AgentCluster.Silo.Sample;

/// <summary>What the campaigns show, and the experiments that compare it.</summary>
internal static class CreativeTables
{
    private static readonly (string Extension, string MimeType)[] FileTypes =
        [("jpg", "image/jpeg"), ("png", "image/png"), ("mp4", "video/mp4"), ("pdf", "application/pdf"), ("html", "text/html")];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("assets")
            .Id().Ref("client_id", "clients").Text("file_name").Text("mime_type").Integer("size_bytes")
            .Ref("uploaded_by", "users", nullable: true).Timestamp("uploaded_at")
            .Filled(AssetRows),
        new SampleTable("creatives")
            .Id().Ref("campaign_id", "campaigns").Integer("asset_id").Text("headline").Text("format")
            .Choice("status", "in_review", "approved", "rejected", "archived").Integer("width_px", nullable: true)
            .Integer("height_px", nullable: true)
            .Index("campaign_id").Filled(CreativeRows),
        new SampleTable("ab_tests")
            .Id().Ref("campaign_id", "campaigns").Text("name").Choice("status", "running", "finished", "stopped")
            .Date("started_on").Date("ended_on", nullable: true)
            .Filled(TestRows),
        new SampleTable("ab_variants")
            .Ref("test_id", "ab_tests").Text("label").Text("headline").Integer("visitors").Integer("conversions").Flag("is_winner")
            .Key("test_id", "label").Check("conversions <= visitors").Filled(VariantRows),
    ];

    private static IEnumerable<object?[]> AssetRows(World world, Dice dice)
    {
        var artists = world.Users.Where(user => user.Department == "Creative").ToList();
        var id = 0;
        foreach (var client in world.Campaigns.Select(campaign => campaign.Client).Distinct().OrderBy(client => client.Id))
        {
            var ofClient = world.AssetsOf[client.Id] = [];
            for (var left = dice.Int(3, 9); left > 0; left--)
            {
                var (extension, mimeType) = dice.PickSkewed(FileTypes);
                ofClient.Add(++id);
                yield return
                [
                    id, client.Id, $"{dice.Pick(Words.CampaignThemes).ToLowerInvariant().Replace(' ', '_')}_{id}.{extension}", mimeType,
                    dice.Skewed(20_000, 40_000_000), dice.Chance(0.9) ? dice.Pick(artists).Id : null,
                    dice.At(dice.Day(client.SignedOn, client.LastDay(world.Yesterday))),
                ];
            }
        }
    }

    private static IEnumerable<object?[]> CreativeRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var campaign in world.Campaigns)
        {
            for (var left = dice.Int(1, 5); left > 0; left--)
            {
                var format = dice.Weighted(("banner", 40), ("story", 25), ("video", 20), ("text", 15));
                var status = campaign.Status is "draft" ? "in_review" : dice.Weighted(("approved", 78), ("archived", 12), ("rejected", 6), ("in_review", 4));
                var isText = format == "text";
                yield return
                [
                    ++id, campaign.Id, dice.Pick(world.AssetsOf[campaign.Client.Id]), dice.Pick(Words.Headlines), format, status,
                    isText ? null : format == "story" ? 1080 : 1200, isText ? null : format == "story" ? 1920 : 628,
                ];
            }
        }
    }

    private static IEnumerable<object?[]> TestRows(World world, Dice dice)
    {
        foreach (var campaign in world.Campaigns.Where(campaign => campaign.StartsOn <= world.Yesterday && dice.Chance(0.3)))
        {
            var started = dice.Day(campaign.StartsOn, campaign.LastDay(world.Yesterday));
            var ended = started.AddDays(dice.Int(7, 28));
            var status = ended > world.Today ? "running" : dice.Weighted(("finished", 85), ("stopped", 15));
            var id = world.AbTests.Count + 1;
            world.AbTests.Add(new World.AbTest(id, status == "finished"));
            var subject = dice.Weighted(("Headline", 50), ("Image", 30), ("Call to action", 20));
            yield return [id, campaign.Id, $"{subject} test {id}", status, started, status == "running" ? null : ended];
        }
    }

    private static IEnumerable<object?[]> VariantRows(World world, Dice dice)
    {
        foreach (var test in world.AbTests)
        {
            var variants = (dice.Chance(0.3) ? new[] { "A", "B", "C" } : ["A", "B"])
                .Select(label => (Label: label, Visitors: dice.Skewed(400, 20_000), Rate: 0.01 + 0.09 * dice.Unit())).ToList();
            var best = variants.MaxBy(variant => variant.Rate).Label;
            foreach (var (label, visitors, rate) in variants)
            {
                yield return [test.Id, label, dice.Pick(Words.Headlines), visitors, (int)(visitors * rate), test.IsFinished && label == best];
            }
        }
    }
}
