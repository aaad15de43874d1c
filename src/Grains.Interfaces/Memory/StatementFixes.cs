namespace AgentCluster.Memory;

/// <summary>Metadata of a statement that is remembered because the engine could not run it.</summary>
public static class StatementFixes
{
    /// <summary>What the engine said.</summary>
    public const string Error = "error";

    /// <summary>The statement that answered in its place.</summary>
    public const string Fixed = "fixed";
}
