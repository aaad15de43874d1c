namespace AgentCluster.Reasoning.Local;

/// <summary>
/// How likely a reading is right: the links it rests on, the words it could not place, the doubts met while composing,
/// and how close the next reading comes.
/// </summary>
internal static class Confidence
{
    /// <summary>Below this a reading is not run: a guess is worse than a question back.</summary>
    public const double Floor = 0.25;

    private const double Ceiling = 0.95;

    private const double UnplacedWord = 0.35;

    private const double CloseRival = 0.35;

    // What a rival that is as good takes of the confidence.
    private const double Rivalry = 0.4;

    private const double FactRivalry = 0.2;

    private const double WholeName = 0.9;

    // A word's meaning was inferred; the statement it was inferred from goes before it.
    private const double LearnedWord = 0.86;

    public static double Of(Reading reading, double? rivalScore)
    {
        var confidence = Ceiling;
        foreach (var (_, chosen) in reading.Links)
            confidence *= OfLink(chosen);
        foreach (var doubt in reading.Doubts)
            confidence *= doubt.Factor;
        if (rivalScore is { } rival && reading.Score - rival < CloseRival)
        {
            var rivalry = IsPlainFact(reading) ? FactRivalry : Rivalry;
            confidence *= 1 - rivalry * (1 - Math.Max(0, reading.Score - rival) / CloseRival);
        }

        // Caution makes an answer less sure, but takes none away.
        var cautious = reading.Cautions.Aggregate(confidence, (sure, caution) => sure * caution.Factor);
        return Math.Clamp(Math.Max(cautious, Math.Min(confidence, Floor)), 0, Ceiling);
    }

    // The only column of its name, of the row that a value of its own table names: rivals come to the same row by detours.
    private static bool IsPlainFact(Reading reading)
    {
        if (reading.Query is not { Select: [Attribute { Path.IsEmpty: true } shown], GroupBy: [], Order: null, From: { Ranking: null, Conditions: [Comparison { Operator: "=" }] } })
            return false;
        var said = reading.Links.Where(link => link.Chosen is not CueMention { Cue.Kind: CueKind.Stop }).ToList();
        return said.TrueForAll(link => link.Chosen is ColumnMention or ValueMention || link.Chosen is TableMention table && table.Table == shown.Column.Table)
            && said.FindAll(link => link.Chosen is ColumnMention) is [{ Span.Candidates: var names }]
            && names.OfType<ColumnMention>().Where(name => name.Score >= WholeName).DistinctBy(name => name.Column).ToList() is [{ Column: var only }] && only == shown.Column;
    }

    private static double OfLink(Mention? chosen) => chosen switch
    {
        null => UnplacedWord,
        CueMention or NumberMention or DateMention => 1,
        { Why: "learned" } => LearnedWord,
        { Why: "meaning" } => Math.Clamp(chosen.Similarity, 0, 0.9),
        { Score: >= 0.9 } => 1,
        _ => Math.Clamp(0.3 + 0.75 * chosen.Score, 0, 1),
    };
}
