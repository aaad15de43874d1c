namespace AgentCluster.Client.Http.Resources;

/// <summary>A function of a source.</summary>
/// <param name="Schema">Schema.</param>
/// <param name="Name">Name.</param>
/// <param name="Signature">Arguments and result as declared.</param>
internal sealed record FunctionResource(string Schema, string Name, string Signature);
