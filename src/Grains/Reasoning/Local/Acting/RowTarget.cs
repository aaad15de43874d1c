using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Rows of a table that a request speaks of, as a condition that is looked up before anything is proposed.</summary>
internal sealed record RowTarget
{
    public required CatalogTable Table { get; init; }

    /// <summary>The condition; empty for every row.</summary>
    public required string Where { get; init; }

    /// <summary>A looser condition that counts when nothing meets the first and one row meets it, or null.</summary>
    public string? OrWhere { get; init; }

    /// <summary>What the look-up shows of the row: its key, or the address of a recipient. SQL, or null for nothing.</summary>
    public string? Shown { get; init; }

    /// <summary>The rows in words: "client 17".</summary>
    public required string Words { get; init; }

    /// <summary>How many rows are meant, so that fewer and more are asked back; null for any number.</summary>
    public int? Expected { get; init; } = 1;

    /// <summary>The row that these belong to, which must be the only one too, or null.</summary>
    public RowTarget? Owner { get; init; }

    /// <summary>How the words name the rows.</summary>
    public Naming Naming { get; init; }

    /// <summary>What reading the words took for granted.</summary>
    public string Assumption { get; init; } = "";

    public bool IsOne => Expected == 1;
}
