namespace AgentCluster.Execution;

/// <summary>What makes a column's values worth more care.</summary>
public enum DataClass
{
    /// <summary>Tells who a person is, how to reach them, or where they were.</summary>
    Personal,

    /// <summary>Amounts, prices and accounts.</summary>
    Money,

    /// <summary>Passwords, tokens and keys.</summary>
    Secret,
}
