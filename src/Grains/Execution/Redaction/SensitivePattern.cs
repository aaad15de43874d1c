using System.Text.RegularExpressions;

namespace AgentCluster.Execution.Redaction;

/// <summary>One kind of text that must not be kept.</summary>
/// <param name="Kind">What it is, with its article.</param>
/// <param name="Pattern">Finds it; what has to go is group <c>secret</c>, or the whole match where there is none.</param>
/// <param name="IsCertain">Whether a match is enough to refuse the text; otherwise it is only taken out.</param>
/// <param name="Valid">How many characters of what was found prove to be one by its check digits, 0 for none; null where there are none.</param>
internal sealed record SensitivePattern(string Kind, Regex Pattern, bool IsCertain = true, Func<string, int>? Valid = null)
{
    /// <summary>The places in a text.</summary>
    public IEnumerable<(int Start, int Length)> Find(string text)
    {
        for (var match = Pattern.Match(text); match.Success; match = match.NextMatch())
        {
            var secret = match.Groups["secret"] is { Success: true } group ? group : match;
            var length = Valid is null ? secret.Length : Valid(secret.Value);
            if (length > 0)
            {
                yield return (secret.Index, length);
            }
        }
    }
}
