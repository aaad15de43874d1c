using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Memory;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>A memory proposed by a person.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MemoryBody
{
    /// <summary>The agent it shall be private to, or null to share it with the tenant.</summary>
    public string? Agent { get; init; }

    /// <summary>The source it is about, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Kind of memory; null means <c>note</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>What it is about, at most 4,000 characters, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The content, 1 to 16,000 characters.</summary>
    public string? Content { get; init; }

    /// <summary>From when it holds, ISO 8601; null means now.</summary>
    public string? OccurredAt { get; init; }

    /// <summary>Further fields, at most 64; values that are no strings are kept as their JSON.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>Notes everything that is wrong with the fields.</summary>
    public void Validate(FieldErrors errors, string path)
    {
        Texts.OptionalName(errors, $"{path}.agent", Agent);
        Texts.OptionalName(errors, $"{path}.source", Source);
        if (Kind is not null && !MemoryKinds.All.Contains(Kind))
        {
            errors.Add($"{path}.kind", $"'{path}.kind' must be one of: {string.Join(", ", MemoryKinds.All)}.");
        }

        Texts.Optional(errors, $"{path}.subject", Subject, 4_000);
        if (string.IsNullOrWhiteSpace(Content))
        {
            errors.Add($"{path}.content", $"'{path}.content' must have 1 to 16,000 characters.");
        }

        Texts.Optional(errors, $"{path}.content", Content, 16_000);
        if (OccurredAt is not null && !Instants.TryParse(OccurredAt, out _))
        {
            errors.Add($"{path}.occurredAt", $"'{path}.occurredAt' must be an instant in ISO 8601, such as 2026-01-31T08:00:00Z.");
        }

        if (Metadata is { } metadata && (metadata.Count > 64 || metadata.Any(pair => !IsPlain(pair.Key, pair.Value))))
        {
            errors.Add($"{path}.metadata", $"'{path}.metadata' must have at most 64 fields without control characters.");
        }
    }

    /// <summary>The memory for the cluster; what a person says counts as verified.</summary>
    public MemoryDraft ToDraft() => new()
    {
        Agent = Agent,
        Source = Source,
        Kind = Kind ?? MemoryKinds.Note,
        Subject = Subject,
        Content = Content!,
        OccurredAt = OccurredAt is not null && Instants.TryParse(OccurredAt, out var at) ? at : null,
        Metadata = (Metadata ?? ImmutableDictionary<string, JsonElement>.Empty)
            .ToImmutableDictionary(pair => pair.Key, pair => TextOf(pair.Value)),
        Trust = MemoryTrust.Verified,
        Provenance = "api",
    };

    private static bool IsPlain(string name, JsonElement value) => !Texts.HasControls(name) && !Texts.HasControls(TextOf(value));

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
