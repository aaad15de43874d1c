namespace AgentCluster.Tools.Schemas;

/// <summary>A field of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">What it may be; one that is not required may also be null.</param>
/// <param name="Required">Whether it has to be there.</param>
internal sealed record ShapeField(string Name, Shape Shape, bool Required);
