namespace AgentCluster.Silo.Sample;

/// <summary>Regions, countries, money and taxes.</summary>
internal static class GeographyTables
{
    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("regions").Text("code").Text("name").Key("code").Unique("name").Filled(Regions),
        new SampleTable("currencies")
            .Text("code").Text("name").Text("symbol").Integer("decimals")
            .Key("code").Filled(Currencies),
        new SampleTable("countries")
            .Text("code").Text("name").CodeRef("region_code", "regions").CodeRef("currency_code", "currencies")
            .Flag("is_eu").Text("phone_prefix")
            .Key("code").Unique("name").Filled(Countries),
        new SampleTable("exchange_rates")
            .CodeRef("currency_code", "currencies").Date("rate_date").Real("usd_rate")
            .Key("currency_code", "rate_date").Check("usd_rate > 0").Filled(ExchangeRates),
        new SampleTable("tax_rates")
            .Id().CodeRef("country_code", "countries").Choice("kind", "standard", "reduced").Real("rate_percent")
            .Date("valid_from").Date("valid_until", nullable: true)
            .Filled(TaxRates),
    ];

    private static IEnumerable<object?[]> Regions(World world, Dice dice) =>
        Atlas.Regions.Select(region => new object?[] { region.Code, region.Name });

    private static IEnumerable<object?[]> Currencies(World world, Dice dice) =>
        Atlas.Currencies.Select(money => new object?[] { money.Code, money.Name, money.Symbol, money.Decimals });

    private static IEnumerable<object?[]> Countries(World world, Dice dice) => Atlas.Countries.Select(country =>
        new object?[] { country.Code, country.Name, country.Region, country.Currency, country.IsEu, country.Prefix });

    private static IEnumerable<object?[]> ExchangeRates(World world, Dice dice)
    {
        const int Weeks = 156;
        foreach (var (code, _, _, _, usdRate) in Atlas.Currencies.Where(money => money.Code != "USD"))
        {
            var rate = usdRate;
            for (var week = Weeks; week >= 0; week--)
            {
                rate *= 1 + (dice.Unit() - 0.5) * 0.012;
                yield return [code, world.Today.AddDays(-7 * week), Math.Round(rate, 6)];
            }
        }
    }

    private static IEnumerable<object?[]> TaxRates(World world, Dice dice)
    {
        var id = 0;
        foreach (var country in Atlas.Countries)
        {
            var changed = new DateOnly(2021, 1, 1);
            yield return [++id, country.Code, "standard", Math.Max(0, country.VatPercent - 1), new DateOnly(2015, 1, 1), changed.AddDays(-1)];
            yield return [++id, country.Code, "standard", country.VatPercent, changed, null];
            if (country.VatPercent > 10)
            {
                yield return [++id, country.Code, "reduced", Math.Round(country.VatPercent / 2.5), changed, null];
            }
        }
    }
}
