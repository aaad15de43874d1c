namespace AgentCluster.Agents;

/// <summary>What SQL an agent may propose; what may run without a human is the risk policy's business.</summary>
public enum SqlTier
{
    /// <summary>Reads only.</summary>
    Read,

    /// <summary>Reads, INSERT, UPDATE, DELETE.</summary>
    Dml,

    /// <summary>Everything of <see cref="Dml"/>, and schema changes.</summary>
    Ddl,
}
