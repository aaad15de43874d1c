using System.Text.Json;

namespace AgentCluster.TestKit;

/// <summary>A question with a statement that answers it.</summary>
/// <param name="Id">Its id in the set.</param>
/// <param name="Split"><c>train</c>, <c>dev</c>, <c>test</c>, or empty.</param>
/// <param name="Question">The question.</param>
/// <param name="Sql">A right statement.</param>
public sealed record GoldQuestion(string Id, string Split, string Question, string Sql)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Reads a set: one JSON object a line.</summary>
    public static IReadOnlyList<GoldQuestion> Load(string name) =>
        [.. File.ReadLines(TestData.PathOf(name)).Where(line => line.Length > 0).Select((line, index) =>
        {
            var question = JsonSerializer.Deserialize<GoldQuestion>(line, Options)!;
            return question with { Id = question.Id ?? index.ToString(System.Globalization.CultureInfo.InvariantCulture), Split = question.Split ?? "" };
        })];
}
