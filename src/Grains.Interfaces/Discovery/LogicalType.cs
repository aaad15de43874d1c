namespace AgentCluster.Discovery;

/// <summary>What a column holds, whatever its engine calls the type.</summary>
public enum LogicalType
{
    /// <summary>Nothing known.</summary>
    Unknown,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers with a fraction.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>True or false, also as 0 and 1 in a column declared so.</summary>
    Boolean,

    /// <summary>Calendar dates, also as ISO 8601 text.</summary>
    Date,

    /// <summary>Instants, also as ISO 8601 text.</summary>
    Timestamp,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>JSON documents.</summary>
    Json,
}
