using System.Text;
using System.Text.RegularExpressions;
using AgentCluster.Execution.Redaction;

namespace AgentCluster.Memory;

/// <summary>Decides whether a draft may become a memory at all: shape, sizes, and no secrets.</summary>
internal static partial class WriteGate
{
    private const int LongestContent = 16_000;
    private const int LongestSubject = 4_000;
    private const int LongestProvenance = 400;
    private const int MostNameBytes = 2_000; // What an index entry of PostgreSQL holds, with room for the other columns.
    private const int MostMetadata = 64;
    private const int LongestMetadata = 16_000;
    private const int MostDependencies = 1_000;

    /// <summary>Why a draft is refused, or null when it may be stored.</summary>
    /// <param name="draft">The draft.</param>
    public static string? Refusal(MemoryDraft draft) =>
        RefusalOfNames(draft)
        ?? RefusalOfSizes(draft)
        ?? RefusalOfNumbers(draft)
        ?? RefusalOfTexts(draft);

    private static string? RefusalOfNames(MemoryDraft draft)
    {
        if (!MemoryKinds.All.Contains(draft.Kind))
        {
            return $"'{Shorten(draft.Kind)}' is no kind of memory; use one of {string.Join(", ", MemoryKinds.All)}.";
        }

        if (draft.Agent is not null && !Name().IsMatch(draft.Agent))
        {
            return "agent must be 1 to 64 characters of a-z, 0-9, - and _.";
        }

        return draft.Source is null || Name().IsMatch(draft.Source) ? null : "source must be 1 to 64 characters of a-z, 0-9, - and _.";
    }

    private static string? RefusalOfSizes(MemoryDraft draft) => draft switch
    {
        _ when string.IsNullOrWhiteSpace(draft.Content) => "content must not be empty.",
        _ when draft.Content.Length > LongestContent => $"content has {draft.Content.Length} characters; at most {LongestContent} are kept.",
        _ when draft.Subject?.Length > LongestSubject => $"subject has {draft.Subject.Length} characters; at most {LongestSubject} are kept.",
        _ when string.IsNullOrWhiteSpace(draft.Provenance) => "provenance must say where the memory comes from.",
        _ when draft.Provenance.Length > LongestProvenance => $"provenance is longer than {LongestProvenance} characters.",
        _ when Encoding.UTF8.GetByteCount(draft.UniqueKey ?? "") > MostNameBytes => $"uniqueKey is longer than {MostNameBytes} bytes.",
        _ when draft.DependsOn.Any(on => Encoding.UTF8.GetByteCount(on.Object) > MostNameBytes) => $"dependsOn names an object longer than {MostNameBytes} bytes.",
        _ when draft.Metadata.Count > MostMetadata || draft.Metadata.Sum(pair => pair.Key.Length + pair.Value.Length) > LongestMetadata =>
            $"metadata may hold {MostMetadata} fields of {LongestMetadata} characters in all.",
        _ when draft.DependsOn.Length > MostDependencies => $"dependsOn may name {MostDependencies} objects.",
        _ => null,
    };

    private static string? RefusalOfNumbers(MemoryDraft draft) =>
        draft.Importance is >= 0 and <= 1 && draft.Confidence is >= 0 and <= 1 ? null : "importance and confidence must lie between 0 and 1.";

    private static string? RefusalOfTexts(MemoryDraft draft)
    {
        foreach (var (field, text) in Texts(draft))
        {
            if (HasJunk(text))
            {
                return $"{field} holds control characters or broken Unicode.";
            }

            if (Secrets.Find(text) is { } secret)
            {
                return $"{field} looks like it holds {secret}; secrets are not remembered.";
            }
        }

        return null;
    }

    private static IEnumerable<(string Field, string Text)> Texts(MemoryDraft draft)
    {
        yield return ("content", draft.Content);
        yield return ("subject", draft.Subject ?? "");
        yield return ("provenance", draft.Provenance);
        yield return ("uniqueKey", draft.UniqueKey ?? "");
        foreach (var (key, value) in draft.Metadata)
        {
            // Written as an assignment, so that a field named password with a value is seen as one.
            yield return ("metadata", $"\"{key}\":\"{value}\"");
        }

        foreach (var dependency in draft.DependsOn)
        {
            yield return ("dependsOn", dependency.Object);
        }
    }

    private static bool HasJunk(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if ((char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r')) || text[i] is '\uFFFE' or '\uFFFF')
            {
                return true;
            }

            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }

    private static string Shorten(string text) => text.Length <= 64 ? text : text[..64];

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z")]
    private static partial Regex Name();
}
