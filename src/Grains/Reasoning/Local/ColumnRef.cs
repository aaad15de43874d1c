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

    /// <summary>Whether it is a measure kept as text: what is no number in it counts as missing.</summary>
    public bool IsNumberAsText => IsMeasure && !IsNumeric;

    /// <summary>Whether its instants are written with a T between day and time.</summary>
    public bool HasTimeMark => Column.Profile is { } profile && (profile.Min ?? profile.Samples.FirstOrDefault()) is { Length: > 10 } text && text[10] == 'T';

    public override string ToString() => $"{Table.Identifier}.{Column.Name}";
}
