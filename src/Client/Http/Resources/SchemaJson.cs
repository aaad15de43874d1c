using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Resources;

/// <summary>A JSON object that the cluster has written already and that goes out as it is.</summary>
/// <param name="Json">A complete JSON object.</param>
[JsonConverter(typeof(SchemaJsonConverter))]
internal readonly record struct SchemaJson(string Json);
