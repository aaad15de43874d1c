namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>How words name rows, surest first.</summary>
internal enum Naming
{
    /// <summary>By the table and the row's key or name.</summary>
    Row,

    /// <summary>By what holds of them.</summary>
    Condition,

    /// <summary>By a name alone, whatever the table.</summary>
    Name,
}
