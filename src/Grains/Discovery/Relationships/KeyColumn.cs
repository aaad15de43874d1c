using System.Collections.Immutable;

namespace AgentCluster.Discovery.Relationships;

/// <summary>A column whose values are all different and so may be referenced.</summary>
internal sealed class KeyColumn(CatalogTable table, CatalogColumn column)
{
    private readonly string _tableWords = NameWords.Joined(table.Name);
    private readonly string _columnWords = NameWords.Joined(column.Name);

    public CatalogTable Table => table;

    public CatalogColumn Column => column;

    public HashSet<string> Texts { get; } = [.. TextsOf(column)];

    /// <summary>The name that a referencing column has by custom: the table's and the key's own.</summary>
    public string CustomaryName => _columnWords.StartsWith(_tableWords, StringComparison.Ordinal) ? _columnWords : _tableWords + _columnWords;

    /// <summary>Whether the key is called after its table, as the table that a thing's name lives in often does.</summary>
    public bool IsNamedAfterTable => _columnWords.StartsWith(_tableWords, StringComparison.Ordinal);

    /// <summary>How much the name of a column says that it refers to this one, 0 to 1.</summary>
    public double Affinity(string name)
    {
        var words = NameWords.Joined(name);
        return words == CustomaryName ? 1
            : words.EndsWith(CustomaryName, StringComparison.Ordinal) ? 0.9
            : words == _tableWords ? 0.8
            : words == _columnWords && words.Length > 4 ? 0.6
            : 0;
    }

    public static IEnumerable<string> TextsOf(CatalogColumn column) => column.Profile is not { } profile || column.Type is not LogicalType.Text
        ? []
        : profile.Values.IsEmpty ? profile.Samples : profile.Values.Select(v => v.Value);

    /// <summary>The column when it may be referenced: every row was seen, none was null, no two were the same.</summary>
    public static KeyColumn? Of(CatalogTable table, CatalogColumn column) =>
        column.Profile is { Nulls: 0, Distinct: > 1 } profile && profile.Distinct == table.RowCount
        && column.Type is LogicalType.Text or LogicalType.Integer
            ? new KeyColumn(table, column)
            : null;
}
