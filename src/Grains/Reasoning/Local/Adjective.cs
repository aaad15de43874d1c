using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>A gradable adjective of English and what it measures.</summary>
/// <param name="Base">Positive form.</param>
/// <param name="Comparative">Comparative.</param>
/// <param name="Superlative">Superlative.</param>
/// <param name="Upwards">Whether more of the dimension makes it truer.</param>
/// <param name="Dimensions">Words that columns measuring it are called by, likeliest first.</param>
internal sealed record Adjective(string Base, string Comparative, string Superlative, bool Upwards, ImmutableArray<string> Dimensions)
{
    private static readonly ImmutableArray<string> Size = ["size", "area", "population", "inhabitant", "volume", "capacity", "length", "amount", "total", "revenue", "quantity", "headcount", "value"];
    private static readonly ImmutableArray<string> Extent = ["length", "duration", "distance", "minute", "hour", "day", "page"];
    private static readonly ImmutableArray<string> Height = ["height", "altitude", "elevation", "level", "score", "rating", "amount", "price"];
    private static readonly ImmutableArray<string> Birth = ["birth", "birthday", "born", "found", "hire", "create", "start", "date", "year"];
    private static readonly ImmutableArray<string> Happened = ["date", "time", "create", "at", "on", "start", "hire"];
    private static readonly ImmutableArray<string> Money = ["price", "cost", "fee", "amount", "total", "rate"];

    public static ImmutableArray<Adjective> All { get; } =
    [
        new("large", "larger", "largest", true, Size), new("big", "bigger", "biggest", true, Size), new("great", "greater", "greatest", true, Size),
        new("small", "smaller", "smallest", false, Size), new("little", "smaller", "littlest", false, Size),
        new("long", "longer", "longest", true, Extent), new("short", "shorter", "shortest", false, ["length", "duration", "height", "distance"]),
        new("high", "higher", "highest", true, Height), new("tall", "taller", "tallest", true, Height), new("low", "lower", "lowest", false, Height),
        new("deep", "deeper", "deepest", true, ["depth"]), new("shallow", "shallower", "shallowest", false, ["depth"]),
        new("old", "older", "oldest", true, ["age"]), new("young", "younger", "youngest", false, ["age"]),
        new("cheap", "cheaper", "cheapest", false, Money), new("expensive", "more expensive", "most expensive", true, Money),
        new("costly", "more costly", "most costly", true, Money), new("pricey", "pricier", "priciest", true, Money),
        new("heavy", "heavier", "heaviest", true, ["weight", "mass"]), new("light", "lighter", "lightest", false, ["weight", "mass"]),
        new("fast", "faster", "fastest", true, ["speed", "velocity"]), new("slow", "slower", "slowest", false, ["speed", "velocity"]),
        new("populous", "more populous", "most populous", true, ["population", "inhabitant"]),
        new("populated", "more populated", "most populated", true, ["population", "inhabitant"]),
        new("dense", "denser", "densest", true, ["density"]), new("densely populated", "denser", "most densely populated", true, ["density"]),
        new("sparse", "sparser", "sparsest", false, ["density"]), new("sparsely populated", "sparser", "most sparsely populated", false, ["density"]),
        new("wealthy", "wealthier", "wealthiest", true, ["income", "wealth", "salary", "revenue"]), new("rich", "richer", "richest", true, ["income", "wealth", "salary", "revenue"]),
    ];

    /// <summary>Adjectives of time: the later, the larger the date.</summary>
    public static ImmutableArray<Adjective> Times { get; } =
    [
        new("new", "newer", "newest", true, Happened), new("recent", "more recent", "most recent", true, Happened), new("late", "later", "latest", true, Happened),
        new("early", "earlier", "earliest", false, Happened), new("old", "older", "oldest", false, Birth), new("young", "younger", "youngest", true, Birth),
    ];
}
