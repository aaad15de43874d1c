namespace AgentCluster.Discovery;

/// <summary>A change before it is dated.</summary>
/// <param name="Object">The object.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Detail">What changed, one line.</param>
internal sealed record Difference(string Object, string Kind, string Detail)
{
    public const string Added = "added";
    public const string Removed = "removed";
    public const string Changed = "changed";
}
