namespace AgentCluster.Tools;

/// <summary>Where one source keeps clients and their status.</summary>
public sealed class ClientStatusOptions
{
    /// <summary>The table, with or without its schema.</summary>
    public string? Table { get; set; }

    /// <summary>Its key, one column; default the primary key.</summary>
    public string? Key { get; set; }

    /// <summary>The column with the status; default the only one that is named so.</summary>
    public string? Column { get; set; }
}
