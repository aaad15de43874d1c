namespace AgentCluster.Discovery;

/// <summary>The calendar periods that rows are counted in.</summary>
public enum PatternPeriod
{
    /// <summary>Calendar days.</summary>
    Day,

    /// <summary>Weeks that begin on Monday (ISO 8601).</summary>
    Week,

    /// <summary>Calendar months.</summary>
    Month,
}
