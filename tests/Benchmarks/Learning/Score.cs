namespace AgentCluster.Benchmarks.Learning;

/// <summary>How one question was answered.</summary>
internal sealed record Score(string Question, bool Answered, bool Right, double Confidence, double Milliseconds)
{
    private const double Sure = 0.8;

    /// <summary>One line about many.</summary>
    public static string Summary(IReadOnlyCollection<Score> scores)
    {
        var sure = scores.Where(score => score.Confidence >= Sure).ToList();
        var times = scores.Select(score => score.Milliseconds).Order().ToList();
        return $"right {Share(scores.Count(score => score.Right), scores.Count)}, answered {Share(scores.Count(score => score.Answered), scores.Count)}, "
            + $"right of those with confidence >= {Sure} {Share(sure.Count(score => score.Right), sure.Count)}, p50 {times[times.Count / 2]:0.0} ms";
    }

    public static string Share(int part, int whole) => whole == 0 ? "none" : $"{100.0 * part / whole:0.0} % ({part}/{whole})";
}
