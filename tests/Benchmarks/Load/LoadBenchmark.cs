using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using AgentCluster.TestKit;

namespace AgentCluster.Benchmarks.Load;

/// <summary>
/// Rounds of both sides in turn (A B A B), the median of the rounds' ratios, and the server's working set. Every answer is checked.
/// </summary>
internal static class LoadBenchmark
{
    // Both sides must have left the first tier of the compiler.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private const string Question = "How many clients are there?";

    public static async Task<int> RunAsync(int clients, int rounds, TimeSpan length, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder();
        using var server = Start(data.Path);
        try
        {
            var url = await server.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The server did not come up.");
            using var http = new HttpClient { BaseAddress = new Uri(url) };
            var learned = await LearnAsync(http, cancellationToken);
            var ratios = await MeasureAsync(http, learned, clients, rounds, length, cancellationToken);
            server.Refresh();
            ratios.Sort();
            Console.WriteLine($"ask / bare at {clients} clients: median {ratios[ratios.Count / 2]:0.00} (min {ratios[0]:0.00}, max {ratios[^1]:0.00})");
            Console.WriteLine($"server: working set {server.WorkingSet64 >> 20} MB, peak {server.PeakWorkingSet64 >> 20} MB");
            return 0;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<List<double>> MeasureAsync(
        HttpClient http, Learned learned, int clients, int rounds, TimeSpan length, CancellationToken cancellationToken)
    {
        async Task<Rate> Ask() => await DriveAsync(http, "/v1/ask", new { question = Question }, learned.Rows, clients, length, cancellationToken);
        async Task<Rate> Bare() => await DriveAsync(http, "/bare", new { question = Question, sql = learned.Sql }, learned.Bare, clients, length, cancellationToken);
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed < WarmUp)
        {
            await Ask();
            await Bare();
        }

        var ratios = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            var (ask, bare) = (await Ask(), await Bare());
            ratios.Add(ask.PerSecond / bare.PerSecond);
            Console.WriteLine($"round {round}: ask {ask}, bare {bare}, ratio {ratios[^1]:0.00}");
        }

        return ratios;
    }

    /// <summary>Asks once, confirms the answer, and learns what both sides must answer from then on.</summary>
    private static async Task<Learned> LearnAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("/v1/ask", new { question = Question }, cancellationToken);
        var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var id = answer.GetProperty("interactionId").GetString();
        using var feedback = await http.PostAsJsonAsync($"/v1/interactions/{id}/feedback", new { verdict = "correct" }, cancellationToken);
        feedback.EnsureSuccessStatusCode();
        var rows = answer.GetProperty("rows").GetRawText();
        return new(answer.GetProperty("sql").GetString()!, $"\"rows\":{rows}", $"\"rows\":{rows.Replace("[[", "[").Replace("]]", "]")}");
    }

    private static async Task<Rate> DriveAsync(
        HttpClient http, string path, object body, string expected, int clients, TimeSpan length, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                var own = new List<double>();
                while (clock.Elapsed < length)
                {
                    var started = clock.Elapsed;
                    using var response = await http.PostAsJsonAsync(path, body, cancellationToken);
                    var text = await response.Content.ReadAsStringAsync(cancellationToken);
                    if (!response.IsSuccessStatusCode || !text.Contains(expected, StringComparison.Ordinal))
                    {
                        throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {text}");
                    }

                    own.Add((clock.Elapsed - started).TotalMilliseconds);
                }

                return own;
            },
            cancellationToken)));
        var all = latencies.SelectMany(own => own).Order().ToList();
        return new(all.Count / clock.Elapsed.TotalSeconds, all[all.Count / 2], all[(int)(all.Count * 0.99)]);
    }

    private static Process Start(string data)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(LoadBenchmark).Assembly.Location);
        start.ArgumentList.Add("load-server");
        start.ArgumentList.Add(data);
        return Process.Start(start)!;
    }

    private sealed record Learned(string Sql, string Rows, string Bare);

    private sealed record Rate(double PerSecond, double Median, double Tail)
    {
        public override string ToString() => $"{PerSecond:0}/s (p50 {Median:0.0} ms, p99 {Tail:0.0} ms)";
    }
}
