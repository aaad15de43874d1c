using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Monitoring;

namespace AgentCluster.Silo.Diagnosis;

/// <summary>The results of all checks, for people and for programs.</summary>
internal sealed class DiagnosisReport(IReadOnlyList<CheckResult> results)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Whether nothing failed; what is only slower or less safe does not count.</summary>
    public bool IsHealthy => results.All(result => result.Status != CheckStatus.Fail);

    public string ToJson() => JsonSerializer.Serialize(new { healthy = IsHealthy, checks = results }, Indented);

    public override string ToString()
    {
        var width = results.Max(result => result.Check.Length);
        var text = new StringBuilder();
        foreach (var result in results)
        {
            text.Append($"{Word(result.Status)}  {result.Check.PadRight(width)}  {result.Message}").AppendLine();
            foreach (var line in result.Repair?.ReplaceLineEndings("\n").Split('\n') ?? [])
            {
                text.Append($"        {line}".TrimEnd()).AppendLine();
            }
        }

        return text.Append($"{Count(CheckStatus.Fail)} failed, {Count(CheckStatus.Warn)} to mind, {Count(CheckStatus.Pass)} well.").ToString();
    }

    private int Count(CheckStatus status) => results.Count(result => result.Status == status);

    private static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Fail => "FAIL",
        CheckStatus.Warn => "mind",
        _ => "ok  ",
    };
}
