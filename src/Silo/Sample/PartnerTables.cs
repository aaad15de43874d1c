namespace AgentCluster.Silo.Sample;

/// <summary>The partners who help with campaigns, and what they are paid.</summary>
internal static class PartnerTables
{
    private const int PartnerCount = 160;
    private const int PayoutCount = 2400;

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("partners")
            .Id().Text("name").Text("kind").CodeRef("country_code", "countries").Choice("status", "active", "suspended", "ended")
            .Text("email").Text("iban", nullable: true).Real("commission_percent").Date("joined_on")
            .Unique("name").Check("commission_percent BETWEEN 0 AND 50").Filled(PartnerRows),
        new SampleTable("campaign_partners")
            .Ref("campaign_id", "campaigns").Ref("partner_id", "partners").Text("role").Money("agreed_fee", nullable: true)
            .Key("campaign_id", "partner_id").Filled(CampaignPartnerRows),
        new SampleTable("payouts")
            .Id().Integer("partner_id").Money("amount").CodeRef("payout_currency", "currencies")
            .Choice("status", "pending", "approved", "on_hold", "paid", "rejected").Timestamp("requested_at")
            .Timestamp("paid_at", nullable: true)
            .Index("status").Check("amount > 0").Filled(PayoutRows),
        new SampleTable("payout_holds")
            .Id().Ref("payout_id", "payouts").Text("reason").Integer("placed_by").Timestamp("placed_at")
            .Timestamp("released_at", nullable: true)
            .Index("payout_id").Filled(HoldRows),
    ];

    private static IEnumerable<object?[]> PartnerRows(World world, Dice dice)
    {
        var names = Words.PartnerNames.SelectMany(_ => Words.PartnerTrades, (name, trade) => $"{name} {trade}").ToList();
        dice.Shuffle(names);
        for (var id = 1; id <= PartnerCount; id++)
        {
            var country = dice.PickSkewed(Atlas.Countries);
            var joined = dice.Day(world.Start.AddYears(-1), world.Today.AddDays(-45));
            world.Partners.Add(new World.Partner(id, country, joined));
            yield return
            [
                id, names[id - 1], dice.Weighted(("affiliate", 35), ("freelancer", 25), ("agency", 22), ("influencer", 18)), country.Code,
                dice.Weighted(("active", 80), ("suspended", 6), ("ended", 14)),
                $"billing@{names[id - 1].ToLowerInvariant().Replace(' ', '-')}.example",
                dice.Chance(0.85) ? $"{country.Code}{dice.Int(10, 99)}0000{dice.Int(10_000_000, 99_999_999)}" : null,
                dice.Int(4, 50) / 2.0, joined,
            ];
        }
    }

    private static IEnumerable<object?[]> CampaignPartnerRows(World world, Dice dice)
    {
        foreach (var campaign in world.Campaigns)
        {
            var partners = new SortedSet<int>();
            for (var left = dice.Int(0, 3); left > 0; left--)
            {
                partners.Add(dice.PickSkewed(world.Partners, 1.4).Id);
            }

            foreach (var partner in partners)
            {
                yield return
                [
                    campaign.Id, partner, dice.Weighted(("publisher", 40), ("production", 30), ("talent", 30)),
                    dice.Chance(0.7) ? dice.Money(300, 15_000, step: 10) : null,
                ];
            }
        }
    }

    private static IEnumerable<object?[]> PayoutRows(World world, Dice dice)
    {
        foreach (var requested in dice.Timeline(PayoutCount, world.Start, world.Yesterday))
        {
            var day = DateOnly.FromDateTime(requested);
            World.Partner partner;
            do
            {
                partner = dice.PickSkewed(world.Partners, 1.6);
            }
            while (partner.JoinedOn > day);

            var paid = dice.At(day.AddDays(dice.Int(2, 21)));
            var isDue = DateOnly.FromDateTime(paid) <= world.Yesterday;
            var status = isDue
                ? dice.Weighted(("paid", 930), ("on_hold", 25), ("rejected", 45))
                : dice.Weighted(("pending", 60), ("approved", 33), ("on_hold", 7));
            var payout = new World.Payout(world.Payouts.Count + 1, status, requested);
            world.Payouts.Add(payout);
            yield return
            [
                payout.Id, partner.Id, dice.Money(60, 12_000), partner.Country.Currency, status, requested, status == "paid" ? paid : null,
            ];
        }
    }

    private static IEnumerable<object?[]> HoldRows(World world, Dice dice)
    {
        var accountants = world.Users.Where(user => user.Department == "Finance").ToList();
        var id = 0;
        foreach (var payout in world.Payouts.Where(payout => payout.Status == "on_hold" || dice.Chance(0.03)))
        {
            var day = DateOnly.FromDateTime(payout.RequestedAt);
            var placed = dice.Day(day, day.AddDays(2), world.Yesterday);
            var released = placed.AddDays(dice.Int(1, 14));
            var isReleased = payout.Status != "on_hold" && released <= world.Yesterday;
            yield return
            [
                ++id, payout.Id, dice.Weighted(("missing tax form", 35), ("bank details changed", 30), ("unusual amount", 20), ("disputed", 15)),
                dice.Pick(accountants).Id, dice.At(placed), isReleased ? dice.At(released) : null,
            ];
        }
    }
}
