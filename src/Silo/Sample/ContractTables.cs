namespace AgentCluster.Silo.Sample;

/// <summary>Contracts are numbered within their client, so their key has two columns.</summary>
internal static class ContractTables
{
    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("contracts")
            .Ref("client_id", "clients").Integer("contract_no").Choice("kind", "retainer", "project", "framework")
            .Choice("status", "draft", "signed", "expired", "terminated").Money("value_amount")
            .Date("starts_on").Date("ends_on", nullable: true).Ref("signed_by_contact_id", "contacts", nullable: true)
            .Key("client_id", "contract_no").Check("value_amount >= 0").Filled(ContractRows),
        new SampleTable("contract_amendments")
            .Id().Integer("client_id").Integer("contract_no").Date("amended_on").Text("reason").Money("change_amount")
            .ForeignKey(["client_id", "contract_no"], "contracts", ["client_id", "contract_no"]).Filled(AmendmentRows),
    ];

    private static IEnumerable<object?[]> ContractRows(World world, Dice dice)
    {
        foreach (var client in world.Customers)
        {
            var starts = client.SignedOn;
            var number = 0;
            do
            {
                var isOpenEnded = dice.Chance(0.1);
                var ends = starts.AddYears(dice.Int(1, 2)).AddDays(-1);
                var value = dice.Money(8_000, 400_000, step: 100);
                world.Contracts.Add(new World.Contract(client, ++number, starts));
                var status = client.ChurnedOn is not null && ends > client.ChurnedOn ? "terminated"
                    : isOpenEnded || ends >= world.Today ? "signed" : "expired";
                yield return
                [
                    client.Id, number, dice.Weighted(("retainer", 60), ("project", 30), ("framework", 10)), status, value, starts,
                    isOpenEnded ? null : ends, dice.Chance(0.85) ? world.ContactsOf[client.Id][0].Id : null,
                ];
                starts = isOpenEnded ? world.Today : ends.AddDays(1);
            }
            while (starts < client.LastDay(world.Today) && dice.Chance(0.6));
        }
    }

    private static IEnumerable<object?[]> AmendmentRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var contract in world.Contracts.Where(_ => dice.Chance(0.28)))
        {
            yield return
            [
                ++id, contract.Client.Id, contract.Number, dice.Day(contract.StartsOn, contract.Client.LastDay(world.Today)),
                dice.Weighted(("budget increase", 40), ("scope change", 30), ("price adjustment", 20), ("budget cut", 10)),
                dice.Money(500, 40_000, step: 10),
            ];
        }
    }
}
