namespace AgentCluster.Reasoning.Local;

/// <summary>What a column is for, as far as names, keys and data tell.</summary>
internal enum ColumnRole
{
    /// <summary>Identifies a row or refers to one by a number.</summary>
    Key,

    /// <summary>What a person calls a row by.</summary>
    Label,

    /// <summary>A number that can be compared and added.</summary>
    Measure,

    /// <summary>A day or an instant.</summary>
    Date,

    /// <summary>Text with few values.</summary>
    Category,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>Anything else.</summary>
    Other,
}
