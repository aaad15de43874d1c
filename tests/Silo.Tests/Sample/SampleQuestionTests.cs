using System.Text.Json;

namespace AgentCluster.Silo.Tests.Sample;

[Collection(SampleCompanyCollection.Name)]
public sealed class SampleQuestionTests(SampleFixture fixture)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static TheoryData<string, string> GoldQueries()
    {
        var queries = new TheoryData<string, string>();
        foreach (var question in Questions())
        {
            queries.Add(question.Id, question.Sql);
        }

        return queries;
    }

    [Fact]
    public void Questions_OfTheFile_AreThirtyAndBeginWithTheClients()
    {
        var questions = Questions();
        Assert.Equal(30, questions.Count);
        Assert.Equal(30, questions.DistinctBy(question => question.Id).Count());
        Assert.Equal("How many clients are there?", questions[0].Question);
        Assert.True(questions.Count(question => question.Tags.Contains("hard")) >= 6);
    }

    [Theory]
    [MemberData(nameof(GoldQueries))]
    public void GoldQuery_OnTheCompany_HasAnAnswer(string id, string sql)
    {
        using var company = fixture.Open();
        var rows = company.Rows(sql);
        Assert.True(rows.Count > 0, $"{id} returns no rows");
        Assert.DoesNotContain(rows, row => row.Any(value => value is null or 0L or 0.0));
    }

    private static List<SampleQuestion> Questions() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "sample-questions.jsonl"))
            .Select(line => JsonSerializer.Deserialize<SampleQuestion>(line, Web)!)];

    private sealed record SampleQuestion(string Id, string Question, string Sql, string[] Tags);
}
