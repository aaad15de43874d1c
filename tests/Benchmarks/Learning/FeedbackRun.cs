using AgentCluster.TestKit;

namespace AgentCluster.Benchmarks.Learning;

/// <summary>Learning from judgements alone: each question is asked and judged, wrong answers are corrected, a share of the judges err.</summary>
internal static class FeedbackRun
{
    private const int Seed = 4711;

    /// <summary>So that what one answer taught helps with the next questions.</summary>
    private const int Batch = 50;

    /// <summary>Asks and judges <see cref="QuestionSet.Taught"/>, then asks the test questions.</summary>
    /// <param name="set">The set.</param>
    /// <param name="wrong">Share of judgements that are wrong: a right answer is refuted with another question's statement, a wrong one confirmed or given such a statement.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public static async Task<List<Score>> RunAsync(QuestionSet set, double wrong, CancellationToken cancellationToken)
    {
        await using var client = await LearningClient.StartAsync(set);
        var random = new Random(Seed);
        var judged = 0;
        foreach (var batch in set.Taught.Chunk(Batch))
        {
            foreach (var question in batch)
            {
                var (score, id) = await client.AskAsync(question, cancellationToken);
                var errs = random.NextDouble() < wrong;
                var other = set.Taught[random.Next(set.Taught.Count)];
                var (verdict, sql) = Judgement(score, question, errs, other);
                await client.JudgeAsync(id, verdict, sql, cancellationToken);
                judged++;
            }

            await client.LearnedAsync(judged, cancellationToken);
        }

        return await client.AskAsync(set.Test, cancellationToken);
    }

    private static (bool Verdict, string? CorrectedSql) Judgement(Score score, GoldQuestion question, bool errs, GoldQuestion other) =>
        !errs ? (score.Right, score.Right ? null : question.Sql)
        : score is { Right: false, Answered: true } ? (true, null)
        : (false, other.Sql);
}
