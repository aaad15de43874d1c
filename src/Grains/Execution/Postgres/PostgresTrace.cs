namespace AgentCluster.Execution.Postgres;

/// <summary>What the trees of one statement name. OIDs only: what they mean is the catalog's to say.</summary>
internal sealed class PostgresTrace
{
    /// <summary>Every QUERY at any depth that changes rows.</summary>
    public List<PostgresChange> Changes { get; } = [];

    /// <summary>Every relation, with the system view that it was met in, or null where it was met outside of any.</summary>
    public Dictionary<uint, uint?> Relations { get; } = [];

    /// <summary>Every function called.</summary>
    public HashSet<uint> Functions { get; } = [];

    /// <summary>Every operator.</summary>
    public HashSet<uint> Operators { get; } = [];

    /// <summary>Every type that did not come with the server.</summary>
    public HashSet<uint> Types { get; } = [];

    /// <summary>Relations whose rows are locked.</summary>
    public HashSet<uint> Locked { get; } = [];

    /// <summary>Columns read or written, by the relation and as the relation spells them.</summary>
    public HashSet<(uint Relation, string Column)> Columns { get; } = [];

    /// <summary>The highest parameter number used.</summary>
    public int Parameters { get; set; }

    /// <summary>Whether a tree is a utility statement.</summary>
    public bool Utility { get; set; }

    /// <summary>The kind of the statement that the caller wrote.</summary>
    public string Kind { get; set; } = "unknown";

    /// <summary>Takes over what another trace of the same statement names, for the record.</summary>
    public void Merge(PostgresTrace other)
    {
        foreach (var (relation, view) in other.Relations)
        {
            Relations[relation] = view;
        }

        Changes.AddRange(other.Changes);
        Functions.UnionWith(other.Functions);
        Types.UnionWith(other.Types);
        Columns.UnionWith(other.Columns);
        Utility |= other.Utility;
        Kind = Kind == "unknown" ? other.Kind : Kind;
    }
}
