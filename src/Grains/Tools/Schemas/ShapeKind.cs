namespace AgentCluster.Tools.Schemas;

/// <summary>What an argument may be.</summary>
internal enum ShapeKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A number without a fraction.</summary>
    Whole,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A string, number, true, false or null, or a list of such.</summary>
    Value,

    /// <summary>A list of items of one shape.</summary>
    List,

    /// <summary>An object with named fields and no others.</summary>
    Object,

    /// <summary>An object with any fields.</summary>
    Open,
}
