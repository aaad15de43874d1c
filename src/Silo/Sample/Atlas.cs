namespace AgentCluster.Silo.Sample;

/// <summary>The countries the agency works in. The first are the ones it works in most.</summary>
internal static class Atlas
{
    public static readonly (string Code, string Name)[] Regions =
    [
        ("NA", "North America"), ("WEU", "Western Europe"), ("NEU", "Northern Europe"), ("SEU", "Southern Europe"),
        ("CEE", "Central and Eastern Europe"), ("APAC", "Asia Pacific"), ("LATAM", "Latin America"), ("MEA", "Middle East and Africa"),
    ];

    /// <summary>The price of one unit in US dollars around which the sample's exchange rates move.</summary>
    public static readonly (string Code, string Name, string Symbol, int Decimals, double UsdRate)[] Currencies =
    [
        ("USD", "US Dollar", "$", 2, 1.0), ("EUR", "Euro", "€", 2, 1.09), ("GBP", "Pound Sterling", "£", 2, 1.27),
        ("CHF", "Swiss Franc", "CHF", 2, 1.13), ("SEK", "Swedish Krona", "kr", 2, 0.095), ("NOK", "Norwegian Krone", "kr", 2, 0.093),
        ("DKK", "Danish Krone", "kr", 2, 0.146), ("PLN", "Polish Zloty", "zł", 2, 0.25), ("JPY", "Japanese Yen", "¥", 0, 0.0067),
        ("CAD", "Canadian Dollar", "C$", 2, 0.73), ("AUD", "Australian Dollar", "A$", 2, 0.66), ("BRL", "Brazilian Real", "R$", 2, 0.19),
    ];

    public static readonly Country[] Countries =
    [
        new("US", "United States", "NA", "USD", false, 0, "+1", ["New York", "Chicago", "Austin", "Seattle"]),
        new("DE", "Germany", "WEU", "EUR", true, 19, "+49", ["Berlin", "Munich", "Hamburg", "Cologne"]),
        new("GB", "United Kingdom", "WEU", "GBP", false, 20, "+44", ["London", "Manchester", "Bristol"]),
        new("FR", "France", "WEU", "EUR", true, 20, "+33", ["Paris", "Lyon", "Lille"]),
        new("NL", "Netherlands", "WEU", "EUR", true, 21, "+31", ["Amsterdam", "Rotterdam", "Utrecht"]),
        new("ES", "Spain", "SEU", "EUR", true, 21, "+34", ["Madrid", "Barcelona", "Valencia"]),
        new("IT", "Italy", "SEU", "EUR", true, 22, "+39", ["Milan", "Rome", "Turin"]),
        new("CA", "Canada", "NA", "CAD", false, 5, "+1", ["Toronto", "Montreal", "Vancouver"]),
        new("SE", "Sweden", "NEU", "SEK", true, 25, "+46", ["Stockholm", "Gothenburg"]),
        new("PL", "Poland", "CEE", "PLN", true, 23, "+48", ["Warsaw", "Krakow"]),
        new("CH", "Switzerland", "WEU", "CHF", false, 8.1, "+41", ["Zurich", "Geneva"]),
        new("AU", "Australia", "APAC", "AUD", false, 10, "+61", ["Sydney", "Melbourne"]),
        new("JP", "Japan", "APAC", "JPY", false, 10, "+81", ["Tokyo", "Osaka"]),
        new("BR", "Brazil", "LATAM", "BRL", false, 17, "+55", ["Sao Paulo", "Rio de Janeiro"]),
        new("DK", "Denmark", "NEU", "DKK", true, 25, "+45", ["Copenhagen", "Aarhus"]),
        new("NO", "Norway", "NEU", "NOK", false, 25, "+47", ["Oslo", "Bergen"]),
        new("AT", "Austria", "WEU", "EUR", true, 20, "+43", ["Vienna", "Graz"]),
        new("BE", "Belgium", "WEU", "EUR", true, 21, "+32", ["Brussels", "Antwerp"]),
        new("IE", "Ireland", "WEU", "EUR", true, 23, "+353", ["Dublin", "Cork"]),
        new("PT", "Portugal", "SEU", "EUR", true, 23, "+351", ["Lisbon", "Porto"]),
        new("FI", "Finland", "NEU", "EUR", true, 25.5, "+358", ["Helsinki", "Tampere"]),
        new("CZ", "Czechia", "CEE", "EUR", true, 21, "+420", ["Prague", "Brno"]),
        new("SG", "Singapore", "APAC", "USD", false, 9, "+65", ["Singapore"]),
        new("AE", "United Arab Emirates", "MEA", "USD", false, 5, "+971", ["Dubai", "Abu Dhabi"]),
    ];

    internal sealed record Country(
        string Code, string Name, string Region, string Currency, bool IsEu, double VatPercent, string Prefix, string[] Cities);
}
