using AgentCluster.Discovery;
using AgentCluster.Discovery.Relationships;
using AgentCluster.Discovery.Sqlite;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning.Local;
using AgentCluster.Silo.Sample;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Grains.Tests.Reasoning;

/// <summary>Floors under what the planner answers with nothing learned.</summary>
public sealed class QuestionSetTests
{
    private static readonly TimeProvider Time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 17, 9, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task Planner_PublicQuestions_AnswersMostWithNothingLearned()
    {
        var answers = await AskAllAsync(TestData.PathOf("geography.sqlite"), GoldQuestion.Load("geography.jsonl").Where(question => question.Split != "test"));
        Assert.True(answers.Count(answer => answer.Right) >= 0.68 * answers.Count, $"{answers.Count(answer => answer.Right)} of {answers.Count}");
        var sure = answers.Where(answer => answer.Confidence >= 0.8).ToList();
        Assert.True(sure.Count(answer => answer.Right) >= 0.95 * sure.Count, $"{sure.Count(answer => answer.Right)} of {sure.Count} sure answers");
        Assert.True(sure.Count >= 0.2 * answers.Count, $"{sure.Count} sure answers");
    }

    [Fact]
    public async Task Planner_SampleCompany_AnswersMostAndNothingWrongIsSure()
    {
        using var folder = new TemporaryFolder();
        await SampleCompany.CreateSqliteAsync(folder.File("company.db"), Time, CancellationToken.None);
        var answers = await AskAllAsync(folder.File("company.db"), GoldQuestion.Load("sample-questions.jsonl"));
        Assert.Equal(30, answers.Count);
        Assert.True(answers.Count(answer => answer.Right) >= 28, string.Join("; ", answers.Where(answer => !answer.Right).Select(answer => answer.Question)));
        Assert.DoesNotContain(answers, answer => answer is { Right: false, Confidence: >= 0.7 });
    }

    // Written by somebody who saw the database and nothing else; the company is as of their day.
    [Fact]
    public async Task Planner_QuestionsWrittenBlind_AnswersMostAndFewWrongAreSure()
    {
        using var folder = new TemporaryFolder();
        await SampleCompany.CreateSqliteAsync(
            folder.File("company.db"), new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 20, 0, 0, TimeSpan.Zero)), CancellationToken.None);
        var answers = await AskAllAsync(folder.File("company.db"), GoldQuestion.Load("sample-questions-blind.jsonl"));
        Assert.Equal(60, answers.Count);
        Assert.True(answers.Count(answer => answer.Right) >= 54, string.Join("; ", answers.Where(answer => !answer.Right).Select(answer => answer.Question)));
        Assert.True(answers.Count(answer => answer is { Right: false, Confidence: >= 0.8 }) <= 1);
    }

    private static async Task<List<(string Question, bool Right, double Confidence)>> AskAllAsync(string path, IEnumerable<GoldQuestion> questions)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        await connection.OpenAsync();
        var catalog = RelationshipInference.Extend(await new SqliteCatalogReader(Time).ReadAsync(connection, new("default", _ => true), CancellationToken.None));
        var planner = new Planner(new LexiconCache(), WordVectors.Shared, Time);
        var answers = new List<(string, bool, double)>();
        foreach (var question in questions)
        {
            var plan = planner.Plan(new PlannerContext { Source = new SourceKey("local", "default"), Question = question.Question, Catalog = catalog });
            var best = plan.Proposals.FirstOrDefault();
            var right = best is not null && ResultComparison.Same(Rows(connection, question.Sql), Rows(connection, best.Sql), ResultComparison.IsOrdered(question.Sql));
            answers.Add((question.Question, right, best?.Confidence ?? 0));
        }

        return answers;
    }

    private static List<object?[]> Rows(SqliteConnection connection, string sql) =>
        connection.Query(
            row =>
            {
                var values = new object?[row.FieldCount];
                row.GetValues(values!);
                return values;
            },
            sql);
}
