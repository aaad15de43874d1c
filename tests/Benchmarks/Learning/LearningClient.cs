using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.TestKit;

namespace AgentCluster.Benchmarks.Learning;

/// <summary>A fresh cluster over a set, asked and taught through its API.</summary>
internal sealed class LearningClient : IAsyncDisposable
{
    private const int ExamplesARequest = 200;

    private readonly TemporaryFolder _data;
    private readonly SiloProcess _silo;
    private readonly GoldAnswers _gold;

    private LearningClient(TemporaryFolder data, SiloProcess silo, GoldAnswers gold) => (_data, _silo, _gold) = (data, silo, gold);

    public static async Task<LearningClient> StartAsync(QuestionSet set)
    {
        var data = new TemporaryFolder();
        string[] arguments = set.Source.Count == 0 ? ["--source", set.Database] : [];
        return new(data, await SiloProcess.StartAsync(data.Path, set.Source, arguments), new GoldAnswers(set.Database));
    }

    public async Task<List<Score>> AskAsync(IEnumerable<GoldQuestion> questions, CancellationToken cancellationToken)
    {
        var scores = new List<Score>();
        foreach (var question in questions)
        {
            scores.Add((await AskAsync(question, cancellationToken)).Score);
        }

        return scores;
    }

    public async Task<(Score Score, string Id)> AskAsync(GoldQuestion question, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var response = await _silo.Http.PostAsJsonAsync("/v1/ask", new { question = question.Question }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var score = new Score(
            question.Question, answer.GetProperty("sql").ValueKind == JsonValueKind.String, _gold.Matches(question.Sql, answer),
            answer.GetProperty("confidence").GetDouble(), clock.Elapsed.TotalMilliseconds);
        return (score, answer.GetProperty("interactionId").GetString()!);
    }

    public async Task TeachAsync(IReadOnlyCollection<GoldQuestion> questions, CancellationToken cancellationToken)
    {
        foreach (var chunk in questions.Chunk(ExamplesARequest))
        {
            var examples = chunk.Select(question => new { question = question.Question, sql = question.Sql });
            using var response = await _silo.Http.PostAsJsonAsync("/v1/learning/examples", new { examples }, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
    }

    public async Task JudgeAsync(string id, bool right, string? correctedSql, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(correctedSql);
        if (correctedSql is not null && response.StatusCode == HttpStatusCode.BadRequest)
        {
            // A gold statement that only SQLite runs: the judge says that the answer is wrong, and knows no better.
            using var bare = await PostAsync(null);
            bare.EnsureSuccessStatusCode();
            return;
        }

        response.EnsureSuccessStatusCode();

        Task<HttpResponseMessage> PostAsync(string? sql) => _silo.Http.PostAsJsonAsync(
            $"/v1/interactions/{id}/feedback", new { verdict = right ? "correct" : "incorrect", correctedSql = sql }, cancellationToken);
    }

    /// <summary>Waits until the agents have learned from so many judgements.</summary>
    public Task LearnedAsync(int judgements, CancellationToken cancellationToken) => Eventually.GetAsync(
        async () =>
        {
            var agents = await _silo.Http.GetFromJsonAsync<JsonElement>("/v1/agents", cancellationToken);
            return agents.GetProperty("items").EnumerateArray().Select(agent => agent.GetProperty("counters"))
                .Sum(counters => counters.GetProperty("confirmed").GetInt32() + counters.GetProperty("refuted").GetInt32());
        },
        learned => learned >= judgements);

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _gold.Dispose();
        _data.Dispose();
    }
}
