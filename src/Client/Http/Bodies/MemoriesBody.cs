using System.Text.Json.Serialization;
using AgentCluster.Memory;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>Memories proposed by a person.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MemoriesBody : IRequestBody
{
    /// <inheritdoc />
    public static int MaxBytes => 4 * 1024 * 1024;

    /// <summary>1 to 1,000 memories.</summary>
    public IReadOnlyList<MemoryBody?>? Items { get; init; }

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (Items is not { Count: > 0 and <= 1_000 })
        {
            errors.Add("items", "'items' must be a list of 1 to 1,000 memories.");
            return;
        }

        for (var i = 0; i < Items.Count; i++)
        {
            (Items[i] ?? new MemoryBody()).Validate(errors, $"items[{i}]");
        }
    }

    /// <summary>The memories for the cluster.</summary>
    public ImmutableArray<MemoryDraft> ToDrafts() => [.. (Items ?? []).Select(item => item!.ToDraft())];
}
