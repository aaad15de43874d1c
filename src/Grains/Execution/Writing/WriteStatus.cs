namespace AgentCluster.Execution.Writing;

/// <summary>What became of a write.</summary>
internal enum WriteStatus
{
    /// <summary>Committed, with its ledger row; also when that was done before.</summary>
    Executed,

    /// <summary>Not what was approved; rolled back.</summary>
    Stale,

    /// <summary>The source or its settings do not allow it; nothing was done.</summary>
    Refused,

    /// <summary>The engine ended it with an error; nothing was changed.</summary>
    Failed,

    /// <summary>The connection broke while it was committed, and the ledger cannot be asked.</summary>
    Unknown,
}
