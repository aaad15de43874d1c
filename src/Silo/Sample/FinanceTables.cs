namespace AgentCluster.Silo.Sample;

/// <summary>What the agency itself buys.</summary>
internal static class FinanceTables
{
    private const int VendorCount = 60;
    private const int ExpenseCount = 1500;

    private static readonly string[] Categories =
        ["Rent", "Software", "Travel", "Hardware", "Training", "Freelancers", "Catering", "Marketing", "Insurance", "Legal"];

    private static readonly string[] VendorTrades = ["Supplies", "Cloud", "Rentals", "Consulting", "Travels", "Catering"];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("vendors")
            .Id().Text("name").CodeRef("country_code", "countries").Text("email", nullable: true).Integer("payment_days").Flag("is_preferred")
            .Unique("name").Filled(VendorRows),
        new SampleTable("expense_categories").Id().Text("name").Unique("name").Filled(CategoryRows),
        new SampleTable("expenses")
            .Id().Ref("vendor_id", "vendors").Ref("category_id", "expense_categories").Ref("team_id", "teams").Integer("approved_by", nullable: true)
            .Money("amount").Choice("status", "submitted", "approved", "reimbursed", "rejected").Date("spent_on").Text("description", nullable: true)
            .Index("spent_on").Check("amount > 0").Filled(ExpenseRows),
    ];

    private static IEnumerable<object?[]> VendorRows(World world, Dice dice)
    {
        for (var id = 1; id <= VendorCount; id++)
        {
            var name = $"{Words.LastNames[(id - 1) % Words.LastNames.Length]} {VendorTrades[(id - 1) % VendorTrades.Length]}";
            yield return
            [
                id, name, dice.PickSkewed(Atlas.Countries).Code,
                dice.Chance(0.9) ? $"sales@{name.ToLowerInvariant().Replace(' ', '-')}.example" : null, dice.Pick([14, 30, 30, 60]), dice.Chance(0.2),
            ];
        }
    }

    private static IEnumerable<object?[]> CategoryRows(World world, Dice dice) =>
        Categories.Select((name, i) => new object?[] { i + 1, name });

    private static IEnumerable<object?[]> ExpenseRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var at in dice.Timeline(ExpenseCount, world.Start, world.Today))
        {
            var spent = DateOnly.FromDateTime(at);
            var status = spent > world.Today.AddDays(-14)
                ? dice.Weighted(("submitted", 70), ("approved", 30))
                : dice.Weighted(("reimbursed", 85), ("approved", 9), ("rejected", 6));
            var category = 1 + Array.IndexOf(Categories, dice.PickSkewed(Categories, 1.3));
            yield return
            [
                ++id, 1 + (int)(dice.Unit() * dice.Unit() * VendorCount), category, dice.Int(1, 10),
                status == "submitted" ? null : dice.Pick(world.Users).Id, dice.Money(12, 9_000), status, spent,
                dice.Chance(0.4) ? $"{Categories[category - 1]} {spent:MMMM}" : null,
            ];
        }
    }
}
