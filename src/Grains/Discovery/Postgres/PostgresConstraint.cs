namespace AgentCluster.Discovery.Postgres;

/// <summary>A row of <c>pg_constraint</c>.</summary>
/// <param name="Relation">The table, or 0.</param>
/// <param name="Type">The domain, or 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its <c>contype</c>.</param>
/// <param name="Columns">Numbers of its columns.</param>
/// <param name="Referenced">The table that a foreign key references.</param>
/// <param name="ReferencedColumns">Numbers of the referenced columns.</param>
/// <param name="OnDelete">Its <c>confdeltype</c>.</param>
/// <param name="Expression">The condition of a check.</param>
internal sealed record PostgresConstraint(
    uint Relation, uint Type, string Name, char Kind, short[] Columns, uint Referenced, short[] ReferencedColumns, char OnDelete, string? Expression)
{
    public CatalogCheck Check => new() { Name = Name, Expression = Expression! };

    /// <summary>What a delete does, in words.</summary>
    public string Deletes => OnDelete switch
    {
        'r' => "restrict",
        'c' => "cascade",
        'n' => "set null",
        'd' => "set default",
        _ => "no action",
    };
}
