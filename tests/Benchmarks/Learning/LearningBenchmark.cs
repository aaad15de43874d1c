using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.TestKit;

namespace AgentCluster.Benchmarks.Learning;

/// <summary>Asks the test half of a set, teaches the other half through the API, asks again. Result sets are compared, not text.</summary>
internal static class LearningBenchmark
{
    private const int ExamplesARequest = 200;

    public static async Task<int> RunAsync(string folder, CancellationToken cancellationToken)
    {
        var database = Directory.GetFiles(folder, "*.sqlite") is [var only]
            ? only
            : throw new ArgumentException($"'{folder}' must hold exactly one .sqlite file.");
        var questions = GoldQuestion.Load(Directory.GetFiles(folder, "*.jsonl") is [var lines]
            ? lines
            : throw new ArgumentException($"'{folder}' must hold exactly one .jsonl file."));
        var test = questions.Where(question => question.Split == "test").ToList();
        var taught = questions.Where(question => question.Split != "test").ToList();

        using var data = new TemporaryFolder();
        await using var silo = await SiloProcess.StartAsync(data.Path, "--source", database);
        using var gold = new GoldAnswers(database);
        Report($"nothing taught, {test.Count} test questions", await AskAllAsync(silo.Http, gold, test, cancellationToken));
        await TeachAsync(silo.Http, taught, cancellationToken);
        Report($"after teaching {taught.Count} examples", await AskAllAsync(silo.Http, gold, test, cancellationToken));
        return 0;
    }

    private static async Task<List<Score>> AskAllAsync(
        HttpClient http, GoldAnswers gold, List<GoldQuestion> questions, CancellationToken cancellationToken)
    {
        var scores = new List<Score>();
        foreach (var question in questions)
        {
            using var response = await http.PostAsJsonAsync("/v1/ask", new { question = question.Question }, cancellationToken);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            scores.Add(new(
                answer.GetProperty("sql").ValueKind == JsonValueKind.String,
                gold.Matches(question.Sql, answer),
                answer.GetProperty("confidence").GetDouble()));
        }

        return scores;
    }

    private static async Task TeachAsync(HttpClient http, List<GoldQuestion> questions, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var accepted = 0;
        foreach (var chunk in questions.Chunk(ExamplesARequest))
        {
            var examples = chunk.Select(question => new { question = question.Question, sql = question.Sql });
            using var response = await http.PostAsJsonAsync("/v1/learning/examples", new { examples }, cancellationToken);
            response.EnsureSuccessStatusCode();
            var batch = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            accepted += batch.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("status").GetString() == "accepted");
        }

        Console.WriteLine($"taught {accepted} of {questions.Count} in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    private static void Report(string title, List<Score> scores)
    {
        var sure = scores.Where(score => score.Confidence >= 0.8).ToList();
        Console.WriteLine(
            $"{title}: right {Share(scores.Count(score => score.Right), scores.Count)}, answered {Share(scores.Count(score => score.Answered), scores.Count)}, "
            + $"right of those with confidence >= 0.8 {Share(sure.Count(score => score.Right), sure.Count)}");
    }

    private static string Share(int part, int whole) => whole == 0 ? "none" : $"{100.0 * part / whole:0.0} % ({part}/{whole})";

    private sealed record Score(bool Answered, bool Right, double Confidence);
}
