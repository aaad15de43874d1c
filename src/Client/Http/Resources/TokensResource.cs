namespace AgentCluster.Client.Http.Resources;

/// <summary>Model tokens.</summary>
/// <param name="Input">Sent to the model.</param>
/// <param name="Output">Came back.</param>
internal sealed record TokensResource(long Input, long Output);
