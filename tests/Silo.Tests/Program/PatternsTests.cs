using System.Text.Json;
using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Program;

public sealed class PatternsTests(RunningSilo running) : IClassFixture<RunningSilo>
{
    private HttpClient Http => running.Silo.Http;

    [Fact]
    public async Task DataPatterns_OfTheSample_CountWholePeriodsUpToTheLastArrival()
    {
        var items = (await Http.ReadAsync("/v1/discovery/patterns?limit=100")).GetProperty("items");

        Assert.True(items.GetArrayLength() > 20);
        Assert.All(items.EnumerateArray(), item =>
        {
            Assert.Contains(item.Text("table")!, item.Text("sentence"), StringComparison.Ordinal);
            Assert.True(item.GetProperty("volumes").GetArrayLength() >= 6);
            Assert.StartsWith(item.GetProperty("volumes").EnumerateArray().Last().Text("start")![..4], item.Text("lastArrival"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task LearnedPatterns_AfterRoutineQuestions_AreMinedOnceAndShownInTheContext()
    {
        for (var i = 0; i < 3; i++)
        {
            await Http.AskAsync("How many invoices are there?", "data-analyst");
        }

        await LearnAsync();
        var first = Assert.Single(await RoutinesAsync());
        await LearnAsync();
        var again = Assert.Single(await RoutinesAsync());

        Assert.Equal((3, "data-analyst"), (first.GetProperty("support").GetInt32(), first.Text("agent")));
        Assert.Equal(3, first.GetProperty("evidence").GetArrayLength());
        Assert.Equal(first.GetRawText(), again.GetRawText());
        var context = await Http.ReadAsync("/v1/context?question=How%20many%20invoices%20are%20there%3F");
        Assert.NotEqual(0, context.GetProperty("patterns").GetArrayLength());
        Assert.Contains(context.GetProperty("tables").EnumerateArray(), table => table.Text("table") == "invoices");
    }

    private async Task<List<JsonElement>> RoutinesAsync() =>
        [.. (await Http.ReadAsync("/v1/learning/patterns?kind=routineQuestion")).GetProperty("items").EnumerateArray().Where(p => p.Text("subject")!.Contains("invoices", StringComparison.Ordinal))];

    private async Task LearnAsync()
    {
        var runs = (await Http.ReadAsync("/v1/learning/status")).GetProperty("runs").GetInt64();
        await Http.PostAsync("/v1/learning/runs", new { });
        await Eventually.GetAsync(() => Http.ReadAsync("/v1/learning/status"), status => status.GetProperty("runs").GetInt64() > runs && !status.GetProperty("running").GetBoolean());
    }
}
