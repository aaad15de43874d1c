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

    public static double Of(Reading reading, double? rivalScore)
    {
        var confidence = Ceiling;
        foreach (var (_, chosen) in reading.Links)
            confidence *= OfLink(chosen);
        foreach (var doubt in reading.Doubts)
            confidence *= doubt.Factor;
        if (rivalScore is { } rival && reading.Score - rival < CloseRival)
            confidence *= 0.6 + 0.4 * Math.Max(0, reading.Score - rival) / CloseRival;
        return Math.Clamp(confidence, 0, Ceiling);
    }

    private static double OfLink(Mention? chosen) => chosen switch
    {
        null => UnplacedWord,
        CueMention or NumberMention or DateMention => 1,
        { Why: "meaning" } => Math.Clamp(chosen.Similarity, 0, 0.9),
        { Score: >= 0.9 } => 1,
        _ => Math.Clamp(0.3 + 0.75 * chosen.Score, 0, 1),
    };
}
