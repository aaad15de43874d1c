using System.Collections.Immutable;

namespace AgentCluster.Notifications;

/// <summary>A request of a chat service, as it came.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Notifications.Callback")]
public sealed record Callback
{
    /// <summary>Names this very request, so that a repeated call is not taken for a replay of it.</summary>
    [Id(0)]
    public required string Operation { get; init; }

    /// <summary>Headers by name in lower case: those that such services sign and authenticate with; the values of one that came twice are joined by commas.</summary>
    [Id(1)]
    public required ImmutableDictionary<string, string> Headers { get; init; }

    /// <summary>The body's bytes.</summary>
    [Id(2)]
    public required ImmutableArray<byte> Body { get; init; }

    /// <summary>A header, or an empty text.</summary>
    /// <param name="name">Its name in lower case.</param>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
