using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>The closed vocabulary: English words that shape a question whatever the business. Phrases are lower-case words joined by blanks.</summary>
internal static class Vocabulary
{
    public const int LongestPhrase = 5;

    /// <summary>Argument of the stop words that are verbs.</summary>
    public const string Verb = "verb";

    /// <summary>What columns of money or amount are called, likeliest first.</summary>
    public static ImmutableArray<string> Money { get; } = ["total", "amount", "revenue", "price", "cost", "value", "sum", "spend"];

    private static readonly ImmutableArray<string> Inhabitants = ["population", "inhabitant", "resident"];

    private static readonly FrozenDictionary<string, Cue> Cues = Build();

    public static Cue? Find(string phrase) => Cues.GetValueOrDefault(phrase);

    private static FrozenDictionary<string, Cue> Build()
    {
        var cues = new Dictionary<string, Cue>(StringComparer.Ordinal);
        Add(cues, new(CueKind.Stop, Verb), StopWords.Verbs);
        Add(cues, new(CueKind.Stop), StopWords.All);
        Add(cues, new(CueKind.HowMany), "how many", "number of", "the number of", "count of", "count", "how often", "how many times", "total number of", "quantity of");
        Add(cues, new(CueKind.Aggregate, "SUM"), "total", "sum", "sum of", "combined", "altogether", "in total", "overall", "total of", "sum up");
        Add(cues, new(CueKind.Aggregate, "AVG"), "average", "mean", "avg", "on average", "average of");
        Add(cues, new(CueKind.Aggregate, "MIN"), "minimum", "min", "minimal");
        Add(cues, new(CueKind.Aggregate, "MAX"), "maximum", "max", "maximal");
        Add(cues, new(CueKind.HowMuch, "SUM", Dimensions: Money), "how much", "how much money", "how much did we spend", "did we spend", "did we spend on", "do we spend", "do we spend on", "was spent", "was spent on");
        Add(cues, new(CueKind.HowMuch, "", Dimensions: Inhabitants) { NeedsColumn = true },
            "how many people", "how many inhabitants", "how many residents", "how many citizens", "number of people", "number of citizens", "number of inhabitants");
        Add(cues, new(CueKind.Most, "", true), "most", "greatest number of", "largest number of", "highest number of", "biggest number of", "maximum number of");
        Add(cues, new(CueKind.Most, "", false), "fewest", "least", "smallest number of", "lowest number of", "least number of", "minimum number of", "fewest number of");
        foreach (var people in (string[])["people", "inhabitants", "residents", "citizens"])
        {
            Add(cues, new(CueKind.Superlative, "", true, Inhabitants) { NeedsColumn = true }, "most " + people, "highest number of " + people, "largest number of " + people);
            Add(cues, new(CueKind.Superlative, "", false, Inhabitants) { NeedsColumn = true }, "fewest " + people, "least " + people, "smallest number of " + people);
        }

        Add(cues, new(CueKind.Top, "", true), "top", "best", "leading");
        Add(cues, new(CueKind.Top, "", false), "bottom", "worst");
        AddComparisons(cues);
        Add(cues, new(CueKind.Not), "not", "no", "without", "never", "excluding", "except", "except for", "other than", "leaving out", "leave out", "not counting", "not including", "apart from", "aside from", "ignoring", "lack", "lacking", "without any", "don t", "neither", "nor");
        Add(cues, new(CueKind.Group), "per", "by", "each", "for each", "in each", "for every", "every", "by each", "of each", "grouped by", "group by", "broken down by", "from each", "within each");
        Add(cues, new(CueKind.Order), "sorted by", "ordered by", "order by", "sort by", "ranked by", "sorted", "ordered from", "in order of");
        Add(cues, new(CueKind.Order, "DESC"), "highest first", "largest first", "biggest first", "most first", "in descending order", "descending", "newest first", "latest first");
        Add(cues, new(CueKind.Order, "ASC", false), "lowest first", "smallest first", "in ascending order", "ascending", "oldest first", "earliest first");
        Add(cues, new(CueKind.Superlative, "", true, Money), "most money", "most revenue");
        Add(cues, new(CueKind.Superlative, "", false, Money), "least money");
        Add(cues, new(CueKind.Distinct), "different", "distinct", "unique");
        Add(cues, new(CueKind.Joint), "and", "and also", "and the", "but", "but also", "as well as");
        Add(cues, new(CueKind.Joint, "OR"), "or", "or the");
        Add(cues, new(CueKind.Share), "percentage", "percent", "share", "proportion", "fraction", "percentage of", "percent of", "share of", "proportion of", "fraction of");
        Add(cues, new(CueKind.Comparative, ">"), "more");
        Add(cues, new(CueKind.Comparative, "<"), "fewer", "less");
        Add(cues, new(CueKind.Than), "than");
        Add(cues, new(CueKind.Way, "from"), "from", "departing from", "leaving from", "starting from", "originating in", "leaving", "departing", "depart", "departs", "depart from", "departs from", "leave", "leaves", "leave from", "leaves from", "fly from", "flies from");
        Add(cues, new(CueKind.Way, "to"), "to", "into", "arriving in", "arriving at", "going to", "bound for", "landing in", "heading to", "arrive", "arrives", "arrive in", "arrive at", "arrives in", "arrives at", "arriving", "fly to", "flies to");
        Add(cues, new(CueKind.Who), "who", "whom");
        Add(cues, new(CueKind.When), "when");
        Add(cues, new(CueKind.Where), "where");
        foreach (var unit in (string[])["day", "week", "month", "quarter", "year"])
            Add(cues, new(CueKind.Unit, unit), unit, unit + "s", unit == "day" ? "daily" : unit + "ly");
        Add(cues, new(CueKind.Beyond), "why", "predict", "forecast", "should", "ratio", "median", "compare", "correlation", "trend");
        foreach (var adjective in Adjective.All)
            AddAdjective(cues, adjective, Adjective.Times.FirstOrDefault(time => time.Base == adjective.Base));
        foreach (var adjective in Adjective.Times.Where(time => Adjective.All.All(other => other.Base != time.Base)))
            AddAdjective(cues, adjective with { Dimensions = [] }, adjective);
        return cues.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void AddComparisons(Dictionary<string, Cue> cues)
    {
        Add(cues, new(CueKind.Compare, ">"), "more than", "greater than", "over", "above", "exceeding", "exceed", "exceeds", "after", "later than", ">", "better than");
        Add(cues, new(CueKind.Compare, "<"), "less than", "fewer than", "under", "below", "before", "earlier than", "prior to", "<", "worse than");
        Add(cues, new(CueKind.Compare, ">="), "at least", "no less than", "not less than", "since", "starting", ">=", "minimum of", "no fewer than", "or more");
        Add(cues, new(CueKind.Compare, "<="), "at most", "no more than", "not more than", "up to", "until", "till", "<=", "maximum of", "or less", "or fewer");
        Add(cues, new(CueKind.Compare, "="), "exactly", "equal to", "equals", "equal");
        Add(cues, new(CueKind.Compare, "<>"), "!=", "not equal to");
        Add(cues, new(CueKind.Compare, "BETWEEN"), "between");
    }

    // An adjective of time and one of amount share a cue; which of the two fits is settled by the columns there are.
    private static void AddAdjective(Dictionary<string, Cue> cues, Adjective adjective, Adjective? time)
    {
        var amount = adjective.Dimensions;
        var words = time is null ? amount : [.. amount, .. time.Dimensions.Select(word => (time.Upwards ? "+" : "-") + word)];
        Add(cues, new(CueKind.Superlative, "", adjective.Upwards, words), adjective.Superlative);
        Add(cues, new(CueKind.Compare, adjective.Upwards ? ">" : "<", adjective.Upwards, words), adjective.Comparative + " than");
        Add(cues, new(CueKind.Comparative, adjective.Upwards ? ">" : "<", adjective.Upwards, words), adjective.Comparative);
        Add(cues, new(CueKind.HowMuch, "", adjective.Upwards, words), "how " + adjective.Base);
    }

    private static void Add(Dictionary<string, Cue> cues, Cue cue, params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
            cues.TryAdd(phrase, cue);
    }
}
