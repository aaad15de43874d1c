using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning.Local;
using AgentCluster.Silo.Sample;
using AgentCluster.Silo.Sample.Postgres;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>
/// Floors under what the planner answers with nothing learned, on both engines. What is right does not depend on the engine: gold
/// statements run on SQLite, and the answer of either is compared with their rows.
/// </summary>
public sealed class QuestionSetTests
{
    private const double OnePoint = 0.01;

    private static readonly TimeProvider June = new FakeTimeProvider(new DateTimeOffset(2026, 6, 17, 9, 30, 0, TimeSpan.Zero));

    private static readonly TimeProvider November = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 20, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Planner_PublicQuestions_AnswersMostWithNothingLearned()
    {
        var file = TestData.PathOf("geography.sqlite");
        await using var sqlite = await QuestionDatabase.SqliteAsync(file, June);
        await using var postgres = await QuestionDatabase.PostgresAsync(owner => SqliteCopy.WriteAsync(file, owner), June);
        await AssertAsync(sqlite, postgres, June, [.. GoldQuestion.Load("geography.jsonl").Where(question => question.Split != "test")], answers =>
        {
            Assert.True(answers.Count(answer => answer.Right) >= 0.68 * answers.Count, $"{answers.Count(answer => answer.Right)} of {answers.Count}");
            var sure = answers.Where(answer => answer.Confidence >= 0.8).ToList();
            Assert.True(sure.Count(answer => answer.Right) >= 0.95 * sure.Count, $"{sure.Count(answer => answer.Right)} of {sure.Count} sure answers");
            Assert.True(sure.Count >= 0.2 * answers.Count, $"{sure.Count} sure answers");
        });
    }

    [Fact]
    public Task Planner_SampleCompany_AnswersMostAndNothingWrongIsSure() => AssertSampleAsync(June, "sample-questions.jsonl", answers =>
    {
        Assert.Equal(30, answers.Count);
        Assert.True(answers.Count(answer => answer.Right) >= 28, Wrong(answers));
        Assert.DoesNotContain(answers, answer => answer is { Right: false, Confidence: >= 0.7 });
    });

    // Written by somebody who saw the database and nothing else; the company is as of their day.
    [Fact]
    public Task Planner_QuestionsWrittenBlind_AnswersMostAndFewWrongAreSure() => AssertSampleAsync(November, "sample-questions-blind.jsonl", answers =>
    {
        Assert.Equal(60, answers.Count);
        Assert.True(answers.Count(answer => answer.Right) >= 54, Wrong(answers));
        Assert.True(answers.Count(answer => answer is { Right: false, Confidence: >= 0.8 }) <= 1);
    });

    private static async Task AssertSampleAsync(TimeProvider time, string set, Action<List<Answer>> floors)
    {
        using var folder = new TemporaryFolder();
        await SampleCompany.CreateSqliteAsync(folder.File("company.db"), time, CancellationToken.None);
        await using var sqlite = await QuestionDatabase.SqliteAsync(folder.File("company.db"), time);
        await using var postgres = await QuestionDatabase.PostgresAsync(owner => PostgresSample.MakeAsync(owner, time, CancellationToken.None), time);
        await AssertAsync(sqlite, postgres, time, GoldQuestion.Load(set), floors);
    }

    private static async Task AssertAsync(
        QuestionDatabase sqlite, QuestionDatabase postgres, TimeProvider time, IReadOnlyList<GoldQuestion> questions, Action<List<Answer>> floors)
    {
        var (one, other) = (await AskAllAsync(sqlite, sqlite, time, questions), await AskAllAsync(postgres, sqlite, time, questions));
        floors(one);
        floors(other);
        var differ = one.Zip(other).Where(pair => pair.First.Right != pair.Second.Right).Select(pair => pair.First.Question);
        Assert.True(
            Math.Abs(one.Count(answer => answer.Right) - other.Count(answer => answer.Right)) <= OnePoint * questions.Count, $"Right on one engine only: {string.Join("; ", differ)}");
    }

    private static async Task<List<Answer>> AskAllAsync(QuestionDatabase database, QuestionDatabase gold, TimeProvider time, IEnumerable<GoldQuestion> questions)
    {
        var planner = new Planner(new LexiconCache(), WordVectors.Shared, time);
        var answers = new List<Answer>();
        foreach (var question in questions)
        {
            var plan = planner.Plan(new PlannerContext { Source = new SourceKey("local", "default"), Question = question.Question, Catalog = database.Catalog });
            var best = plan.Proposals.FirstOrDefault();
            var right = best is not null && await database.RowsAsync(best.Sql) is { } rows
                && ResultComparison.Same((await gold.RowsAsync(question.Sql))!, rows, ResultComparison.IsOrdered(question.Sql));
            answers.Add(new(question.Question, right, best?.Confidence ?? 0));
        }

        return answers;
    }

    private static string Wrong(List<Answer> answers) => string.Join("; ", answers.Where(answer => !answer.Right).Select(answer => answer.Question));

    private sealed record Answer(string Question, bool Right, double Confidence);
}
