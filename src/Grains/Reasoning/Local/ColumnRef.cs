using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>A column together with its table.</summary>
internal sealed class ColumnRef(CatalogTable table, CatalogColumn column, ColumnRole role)
{
    public CatalogTable Table { get; } = table;

    public CatalogColumn Column { get; } = column;

    public ColumnRole Role { get; } = role;

    public bool IsNumeric => Column.Type is LogicalType.Integer or LogicalType.Number;

    public bool IsMeasure => Role == ColumnRole.Measure;

    public override string ToString() => $"{Table.Name}.{Column.Name}";
}
