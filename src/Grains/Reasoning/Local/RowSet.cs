using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Rows of one table, narrowed by conditions and possibly by a ranking: the unit a reading is built of. Sets nest through <see cref="RelatedCondition"/>.</summary>
internal sealed class RowSet(CatalogTable table)
{
    public CatalogTable Table { get; } = table;

    public List<Condition> Conditions { get; } = [];

    public Ranking? Ranking { get; set; }

    public bool IsWhole => Conditions.Count == 0 && Ranking is null;
}
