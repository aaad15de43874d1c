namespace AgentCluster.Execution;

/// <summary>What a statement would do, mildest first.</summary>
public enum Verdict
{
    /// <summary>Changes nothing, calls only harmless functions, touches only allowed relations.</summary>
    Read,

    /// <summary>One bounded change of business tables.</summary>
    Write,

    /// <summary>Unbounded change, schema change, or anything that runs user code.</summary>
    Dangerous,

    /// <summary>Refused whatever a human says.</summary>
    Forbidden,
}
