namespace AgentCluster.Silo.Sample;

/// <summary>The agency's own people.</summary>
internal static class PeopleTables
{
    private static readonly (string Name, string Department, int Size)[] Teams =
    [
        ("Northern Accounts", "Accounts", 14), ("Southern Accounts", "Accounts", 12), ("Overseas Accounts", "Accounts", 8),
        ("New Business", "Sales", 10), ("Creative Studio", "Creative", 11), ("Performance Media", "Media", 9),
        ("Client Support", "Support", 12), ("Finance", "Finance", 6), ("Technology", "Technology", 8), ("Management", "Management", 5),
    ];

    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("teams").Id().Text("name").Text("department").Unique("name").Filled(TeamRows),
        new SampleTable("users")
            .Id().Text("full_name").Text("email").Text("phone", nullable: true)
            .Choice("role", "admin", "manager", "member", "contractor")
            .Ref("team_id", "teams").Ref("manager_id", "users", nullable: true).Date("hired_on").Money("annual_salary")
            .Flag("is_active").Timestamp("last_login_at", nullable: true)
            .Unique("email").Filled(UserRows),
    ];

    private static IEnumerable<object?[]> TeamRows(World world, Dice dice) =>
        Teams.Select((team, i) => new object?[] { i + 1, team.Name, team.Department });

    private static IEnumerable<object?[]> UserRows(World world, Dice dice)
    {
        var id = 0;
        for (var team = 1; team <= Teams.Length; team++)
        {
            var lead = id + 1;
            for (var member = 0; member < Teams[team - 1].Size; member++)
            {
                yield return UserRow(world, dice, ++id, team, lead);
            }
        }
    }

    private static object?[] UserRow(World world, Dice dice, int id, int team, int lead)
    {
        var (_, department, _) = Teams[team - 1];
        var first = Words.FirstNames[(id * 7) % Words.FirstNames.Length];
        var last = Words.LastNames[(id * 11 + id / 50) % Words.LastNames.Length];
        var hired = dice.Day(world.Start.AddYears(-5), world.Today.AddDays(-60));
        var active = id == lead || dice.Chance(0.9);
        var role = id == lead ? "manager" : dice.Weighted(("member", 80), ("contractor", 15), ("admin", 5));
        if (active)
        {
            world.Users.Add(new World.User(id, department));
        }

        DateTime? login = active ? dice.At(dice.Day(world.Yesterday.AddDays(-6), world.Yesterday)) : null;
        return
        [
            id, $"{first} {last}", $"{first}.{last}@agency.example".ToLowerInvariant(), dice.Chance(0.8) ? $"+49 30 555 {1000 + id}" : null,
            role, team, id == lead ? null : lead, hired, (decimal)(role == "manager" ? dice.Int(80, 140) : dice.Int(38, 90)) * 1000,
            active, login,
        ];
    }
}
