namespace AgentCluster.Client.Http.Bodies;

/// <summary>
/// Which body an endpoint takes, for the OpenAPI document. Not <c>IAcceptsMetadata</c>: routing would refuse media types by
/// itself, before the body could say what is wrong.
/// </summary>
/// <param name="Type">The record.</param>
/// <param name="MayBeAbsent">Whether a request may come without one.</param>
internal sealed record BodyMetadata(Type Type, bool MayBeAbsent);
