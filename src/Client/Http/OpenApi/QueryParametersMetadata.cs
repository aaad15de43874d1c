namespace AgentCluster.Client.Http.OpenApi;

/// <summary>Which query parameters an endpoint reads; a name that ends with <c>!</c> is required.</summary>
/// <param name="Names">Their names.</param>
internal sealed record QueryParametersMetadata(ImmutableArray<string> Names);
