using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Resources;

/// <summary>JSON that the cluster has written already and that goes out as it is.</summary>
/// <param name="Json">A complete JSON value.</param>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(string Json);
