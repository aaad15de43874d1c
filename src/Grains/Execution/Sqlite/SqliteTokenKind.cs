namespace AgentCluster.Execution.Sqlite;

/// <summary>What a token is.</summary>
internal enum SqliteTokenKind
{
    /// <summary>One character that is none of the others.</summary>
    Symbol,

    /// <summary>A bare word.</summary>
    Word,

    /// <summary>A string, or a name in any of the quotes that SQLite takes.</summary>
    Quoted,

    /// <summary>What begins with a digit.</summary>
    Number,
}
