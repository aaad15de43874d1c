namespace AgentCluster.Silo.Sample;

/// <summary>The clients and what the agency knows about them.</summary>
internal static class ClientTables
{
    private const int Count = 420;

    private static readonly string[] Industries = [.. Words.Trades.Select(trade => trade.Industry).Distinct().Order(StringComparer.Ordinal)];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("industries").Id().Text("name").Unique("name").Filled(IndustryRows),
        new SampleTable("clients")
            .Id().Text("name").Ref("industry_id", "industries").CodeRef("country_code", "countries")
            .Choice("status", "prospect", "active", "paused", "churned").Text("tier")
            .Ref("account_manager_id", "users").Date("signed_on", nullable: true).Date("churned_on", nullable: true)
            .Money("monthly_budget", nullable: true).Text("website").Text("tax_number", nullable: true).Timestamp("created_at")
            .Unique("name").Index("status").Check("churned_on IS NULL OR status = 'churned'").Filled(ClientRows),
        new SampleTable("contacts")
            .Id().Ref("client_id", "clients").Text("first_name").Text("last_name").Text("email").Text("phone", nullable: true)
            .Text("job_title").Flag("is_primary").Timestamp("created_at").Timestamp("unsubscribed_at", nullable: true)
            .Unique("email").Index("client_id").Filled(ContactRows),
        new SampleTable("client_addresses")
            .Id().Ref("client_id", "clients").Choice("kind", "billing", "office", "shipping")
            .Text("street").Text("city").Text("postal_code").CodeRef("country_code", "countries")
            .Unique("client_id", "kind").Filled(AddressRows),
        new SampleTable("churn_events")
            .Id().Ref("client_id", "clients").Text("reason").Date("churned_on").Money("lost_monthly_amount", nullable: true)
            .Filled(ChurnRows),
    ];

    private static IEnumerable<object?[]> IndustryRows(World world, Dice dice) =>
        Industries.Select((name, i) => new object?[] { i + 1, name });

    private static IEnumerable<object?[]> ClientRows(World world, Dice dice)
    {
        var names = Words.CompanyNames.SelectMany(_ => Words.Trades, (name, trade) => (Name: $"{name} {trade.Word}", trade.Industry)).ToList();
        var acme = names[0];
        names.RemoveAt(0);
        dice.Shuffle(names);
        names.Insert(0, acme);
        for (var id = 1; id <= Count; id++)
        {
            var (name, industry) = names[id - 1];
            yield return ClientRow(world, dice, id, name, Array.IndexOf(Industries, industry) + 1);
        }
    }

    private static object?[] ClientRow(World world, Dice dice, int id, string name, int industry)
    {
        var country = dice.PickSkewed(Atlas.Countries);
        var status = id == 1 ? "active" : dice.Weighted(("active", 66), ("paused", 9), ("churned", 16), ("prospect", 9));
        var signed = dice.Day(world.Start.AddYears(-1), world.Today.AddDays(-120));
        var earliest = signed.AddDays(90) > world.Start ? signed.AddDays(90) : world.Start;
        DateOnly? churned = status == "churned" ? dice.Day(earliest, world.Yesterday) : null;
        var managers = world.Users.Where(user => user.Department == "Accounts").ToList();
        var domain = name.ToLowerInvariant().Replace(" ", "-", StringComparison.Ordinal) + ".example";
        var client = new World.Client(id, name, domain, country, status, signed, churned, dice.PickSkewed(managers).Id);
        world.Clients.Add(client);
        var tier = Tier(dice, id);
        var isProspect = status == "prospect";
        if (!isProspect)
        {
            world.Customers.Add(client);
        }

        return
        [
            id, name, industry, country.Code, status, tier, client.ManagerId, isProspect ? null : signed, churned,
            isProspect ? null : MonthlyBudget(dice, tier), $"https://www.{domain}",
            dice.Chance(0.7) ? $"{country.Code}{dice.Int(100_000_000, 999_999_999)}" : null, dice.At(signed.AddDays(-dice.Int(5, 90))),
        ];
    }

    // The first clients are the biggest in every later table, so they are the ones with the better tiers.
    private static string Tier(Dice dice, int id) => id <= 60
        ? dice.Weighted(("platinum", 45), ("gold", 45), ("silver", 10))
        : dice.Weighted(("gold", 15), ("silver", 35), ("bronze", 50));

    private static decimal MonthlyBudget(Dice dice, string tier) => tier switch
    {
        "platinum" => dice.Money(25_000, 120_000, step: 100),
        "gold" => dice.Money(9_000, 45_000, step: 100),
        "silver" => dice.Money(3_000, 16_000, step: 100),
        _ => dice.Money(800, 6_000, step: 100),
    };

    private static IEnumerable<object?[]> ContactRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var client in world.Clients)
        {
            var ofClient = world.ContactsOf[client.Id] = [];
            var used = new HashSet<string>(StringComparer.Ordinal);
            for (var left = dice.Skewed(1, 9); left > 0; left--)
            {
                var (first, last) = (dice.Pick(Words.FirstNames), dice.Pick(Words.LastNames));
                var email = $"{first}.{last}@{client.Domain}".ToLowerInvariant();
                if (!used.Add(email))
                {
                    continue;
                }

                var since = dice.Day(client.SignedOn, client.LastDay(world.Yesterday));
                var contact = new World.Contact(++id, client, since);
                ofClient.Add(contact);
                world.Contacts.Add(contact);
                yield return
                [
                    id, client.Id, first, last, email, dice.Chance(0.75) ? $"{client.Country.Prefix} 555 {dice.Int(100_000, 999_999)}" : null,
                    dice.PickSkewed(Words.JobTitles), ofClient.Count == 1, dice.At(since),
                    dice.Chance(0.06) ? dice.At(dice.Day(since, world.Yesterday)) : null,
                ];
            }
        }
    }

    private static IEnumerable<object?[]> AddressRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var client in world.Clients)
        {
            foreach (var (kind, chance) in new[] { ("billing", 1.0), ("office", 0.35), ("shipping", 0.1) })
            {
                if (dice.Chance(chance))
                {
                    yield return
                    [
                        ++id, client.Id, kind, $"{dice.Int(1, 240)} {dice.Pick(Words.Streets)}", dice.PickSkewed(client.Country.Cities, 1.4),
                        $"{dice.Int(10_000, 99_999)}", client.Country.Code,
                    ];
                }
            }
        }
    }

    private static IEnumerable<object?[]> ChurnRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var client in world.Customers.Where(client => client.ChurnedOn is not null).OrderBy(client => client.ChurnedOn))
        {
            yield return
            [
                ++id, client.Id, dice.Weighted(("price", 30), ("moved in-house", 22), ("poor results", 18), ("competitor", 18), ("closed down", 12)),
                client.ChurnedOn, dice.Chance(0.9) ? dice.Money(500, 20_000) : null,
            ];
        }
    }
}
