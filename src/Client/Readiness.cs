namespace AgentCluster.Client;

/// <summary>
/// Whether this process has discovered the default source. A catalog of an earlier start does not count: the file may be another one, or
/// have changed while nobody watched.
/// </summary>
public sealed class Readiness
{
    private volatile bool _isDiscovered;

    /// <summary>Whether it has.</summary>
    public bool IsDiscovered => _isDiscovered;

    /// <summary>The default source was discovered by this process.</summary>
    public void Discovered() => _isDiscovered = true;
}
