namespace AgentCluster;

/// <summary>
/// The calls of an interface, or one of them, may be sent again when their outcome is unknown (the silo died, the answer was lost): the
/// repetition has the result of the first and no second effect.
/// </summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;
