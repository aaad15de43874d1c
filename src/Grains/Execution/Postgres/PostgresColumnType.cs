namespace AgentCluster.Execution.Postgres;

/// <summary>The type of a result column as the API names it (in lower case).</summary>
internal enum PostgresColumnType
{
    /// <summary>Everything else, in the server's text form: arrays, enums, ranges, intervals, addresses, uuid.</summary>
    Text,

    /// <summary>smallint, integer, bigint, oid.</summary>
    Integer,

    /// <summary>numeric: decimal, of any length.</summary>
    Number,

    /// <summary>real, double precision; also <c>number</c> in the API.</summary>
    Float,

    /// <summary>boolean.</summary>
    Boolean,

    /// <summary>date.</summary>
    Date,

    /// <summary>timestamp, with a time zone or without.</summary>
    Timestamp,

    /// <summary>bytea.</summary>
    Bytes,

    /// <summary>json, jsonb.</summary>
    Json,
}
