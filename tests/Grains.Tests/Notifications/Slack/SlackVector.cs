using System.Text.Json;
using AgentCluster.TestKit;

namespace AgentCluster.Grains.Tests.Notifications.Slack;

/// <summary>A signed request, and whether it has to be taken.</summary>
public sealed record SlackVector(string Name, bool Accept, long Now, string Timestamp, string Body, string Signature, string Secret)
{
    /// <summary>The one of them that only what came before makes a bad one.</summary>
    public const string Replay = "replay-same-request-second-time";

    public static IReadOnlyList<SlackVector> All { get; } =
        JsonSerializer.Deserialize<List<SlackVector>>(File.ReadAllText(TestData.PathOf("slack-vectors.json")), JsonSerializerOptions.Web)!;

    public override string ToString() => Name;
}
