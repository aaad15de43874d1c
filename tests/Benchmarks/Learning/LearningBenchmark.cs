namespace AgentCluster.Benchmarks.Learning;

/// <summary>
/// Asks the test half of a set through the API, taught in different ways. Result sets are compared, not text. Each part starts
/// from an empty data directory and stands beside the baselines of the same run: nothing taught, and the nearest taught question with its values exchanged.
/// </summary>
internal static class LearningBenchmark
{
    public static readonly string[] Parts = ["taught", "shapes", "curve", "feedback"];

    private static readonly int[] Sizes = [0, 25, 50, 100, 200, 400];

    private const double WrongFeedback = 0.1;

    public static async Task<int> RunAsync(string folder, IReadOnlyCollection<string> parts, bool onPostgres, CancellationToken cancellationToken)
    {
        var set = new QuestionSet(folder);
        if (onPostgres)
        {
            set.Source = await PostgresCopy.MakeAsync(set.Database);
        }

        var untaught = await TaughtAsync(set, [], cancellationToken);
        Report($"nothing taught, {set.Test.Count} test questions", untaught);
        using var gold = new GoldAnswers(set.Database);
        Console.WriteLine($"nearest taught question, its values exchanged: right {NearestQuestion.Share(set, set.Taught, gold)}");
        foreach (var part in parts)
        {
            await (part switch
            {
                "taught" => AllAsync(set, untaught, cancellationToken),
                "shapes" => ShapesAsync(set, untaught, gold, cancellationToken),
                "curve" => CurveAsync(set, untaught, cancellationToken),
                _ => FeedbackAsync(set, cancellationToken),
            });
        }

        return 0;
    }

    private static async Task AllAsync(QuestionSet set, List<Score> untaught, CancellationToken cancellationToken)
    {
        var scores = await TaughtAsync(set, set.Taught, cancellationToken);
        Report($"all {set.Taught.Count} taught", scores);
        Compare(untaught, scores);
    }

    private static async Task ShapesAsync(QuestionSet set, List<Score> untaught, GoldAnswers gold, CancellationToken cancellationToken)
    {
        var scores = await TaughtAsync(set, set.OtherShapes, cancellationToken);
        Report($"{set.OtherShapes.Count} taught, every shape of the test statements kept out", scores);
        Compare(untaught, scores);
        Console.WriteLine($"  nearest of them, its values exchanged: right {NearestQuestion.Share(set, set.OtherShapes, gold)}");
    }

    private static async Task CurveAsync(QuestionSet set, List<Score> untaught, CancellationToken cancellationToken)
    {
        foreach (var size in Sizes.Where(size => size <= set.Taught.Count))
        {
            Report($"{size} taught", size == 0 ? untaught : await TaughtAsync(set, [.. set.Taught.Take(size)], cancellationToken));
        }
    }

    private static async Task FeedbackAsync(QuestionSet set, CancellationToken cancellationToken)
    {
        Report("learned from judgements, all of them right", await FeedbackRun.RunAsync(set, 0, cancellationToken));
        Report($"learned from judgements, {WrongFeedback:P0} of them wrong", await FeedbackRun.RunAsync(set, WrongFeedback, cancellationToken));
    }

    private static async Task<List<Score>> TaughtAsync(QuestionSet set, IReadOnlyCollection<TestKit.GoldQuestion> examples, CancellationToken cancellationToken)
    {
        await using var client = await LearningClient.StartAsync(set);
        await client.TeachAsync(examples, cancellationToken);
        return await client.AskAsync(set.Test, cancellationToken);
    }

    private static void Report(string title, List<Score> scores) => Console.WriteLine($"{title}: {Score.Summary(scores)}");

    private static void Compare(List<Score> before, List<Score> after)
    {
        var pairs = before.Zip(after).ToList();
        Console.WriteLine(
            $"  questions wrong untaught that became right: {pairs.Count(pair => !pair.First.Right && pair.Second.Right)}; "
            + $"right untaught that became wrong: {pairs.Count(pair => pair.First.Right && !pair.Second.Right)}");
    }
}
