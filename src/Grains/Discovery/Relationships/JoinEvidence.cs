using System.Globalization;

namespace AgentCluster.Discovery.Relationships;

/// <summary>Which columns statements joined, and how often.</summary>
internal sealed class JoinEvidence
{
    // Statements that a person vouched for may propose a relationship; what merely ran may have been written along one that was inferred.
    private const double Vouched = 0.5;
    private const double Ran = 0.1;

    private readonly Dictionary<JoinedColumns, (int Vouched, int Ran)> _joins = [];
    private readonly Dictionary<(string Table, string Column), HashSet<(string Table, string Column)>> _partners = [];

    /// <summary>Counts what one statement joined.</summary>
    /// <param name="joins">Its pairs.</param>
    /// <param name="vouched">Whether a person taught, corrected or confirmed it.</param>
    public void Add(IEnumerable<JoinedColumns> joins, bool vouched)
    {
        foreach (var join in joins.Distinct())
        {
            var (taught, ran) = _joins.GetValueOrDefault(join);
            _joins[join] = vouched ? (taught + 1, ran) : (taught, ran + 1);
            if (vouched)
            {
                Pair((join.Table, join.Column), (join.OtherTable, join.OtherColumn));
                Pair((join.OtherTable, join.OtherColumn), (join.Table, join.Column));
            }
        }
    }

    /// <summary>Columns that a person's statements set equal to this one.</summary>
    public IEnumerable<(string Table, string Column)> Partners(string table, string column) =>
        _partners.TryGetValue((table, column), out var partners) ? partners : [];

    /// <summary>The candidate's confidence and evidence with what statements say about it.</summary>
    public (double Confidence, string Evidence) Weigh(CatalogTable table, CatalogColumn column, KeyColumn key, double confidence, string evidence)
    {
        if (!_joins.TryGetValue(JoinedColumns.Of(table.Identifier, column.Name, key.Table.Identifier, key.Column.Name), out var count))
        {
            return (confidence, evidence);
        }

        var raised = confidence + ((1 - confidence) * (count.Vouched > 0 ? Vouched : Ran));
        var words = count.Vouched > 0
            ? string.Create(CultureInfo.InvariantCulture, $"joined in {count.Vouched} statements that people taught or confirmed")
            : string.Create(CultureInfo.InvariantCulture, $"joined in {count.Ran} statements that ran");
        return (raised, $"{evidence}; {words}");
    }

    private void Pair((string Table, string Column) one, (string Table, string Column) other)
    {
        if (!_partners.TryGetValue(one, out var partners))
        {
            _partners[one] = partners = [];
        }

        partners.Add(other);
    }
}
