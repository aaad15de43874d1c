namespace AgentCluster.Discovery.Relationships;

/// <summary>A column whose values are all different and so may be referenced.</summary>
internal sealed class KeyColumn
{
    private readonly string _columnWords;

    private KeyColumn(CatalogTable table, CatalogColumn column)
    {
        (Table, Column, TableWords) = (table, column, NameWords.Of(table.Name));
        var words = NameWords.Of(column.Name);
        _columnWords = string.Concat(words);
        Texts = [.. TextsOf(column)];
        IsPrimary = table.PrimaryKey is [var only] && only == column.Name;
        IsNamedAfterTable = _columnWords.StartsWith(string.Concat(TableWords), StringComparison.Ordinal);
        IsGeneric = words.Count == 1;
        IsLabel = IsPrimary || IsNamedAfterTable || IsDeclaredUnique(table, column) || words is [.., "nam" or "cod" or "titl"];
    }

    public CatalogTable Table { get; }

    public CatalogColumn Column { get; }

    public List<string> TableWords { get; }

    public HashSet<string> Texts { get; }

    public bool IsPrimary { get; }

    /// <summary>The name that a referencing column has by custom: the table's and the key's own.</summary>
    public string CustomaryName => IsNamedAfterTable ? _columnWords : string.Concat(TableWords) + _columnWords;

    /// <summary>The key's own name when it tells anything where it stands in another table; <c>id</c> does not.</summary>
    public string? TellingName => IsGeneric ? null : _columnWords;

    /// <summary>Whether the key is called after its table, as the table that a thing's name lives in often does.</summary>
    public bool IsNamedAfterTable { get; }

    /// <summary>Whether it identifies rows to people or to the database, and is not merely different in every row as it happens.</summary>
    public bool IsLabel { get; }

    private bool IsGeneric { get; }

    public static IEnumerable<string> TextsOf(CatalogColumn column) => column.Profile is not { } profile || column.Type is not LogicalType.Text
        ? []
        : profile.Values.IsEmpty ? profile.Samples : profile.Values.Select(v => v.Value);

    /// <summary>
    /// The column when it may be referenced: declared unique, or every row was seen, none was null, and no two were the same. Whole
    /// numbers must be the primary key: in a small table anything is different by chance.
    /// </summary>
    public static KeyColumn? Of(CatalogTable table, CatalogColumn column)
    {
        if (column is not { Profile.Distinct: > 1, Type: LogicalType.Text or LogicalType.Integer })
        {
            return null;
        }

        var key = new KeyColumn(table, column);
        var unique = key.IsPrimary || IsDeclaredUnique(table, column) || (column.Profile.Nulls == 0 && column.Profile.Distinct == table.RowCount);
        return unique && (column.Type is LogicalType.Text || key.IsPrimary) ? key
            : column.Type is LogicalType.Integer && unique && table.PrimaryKey.IsEmpty && table.Columns[0] == column ? key : null;
    }

    private static bool IsDeclaredUnique(CatalogTable table, CatalogColumn column) =>
        table.Indexes.Any(i => i is { Unique: true, Partial: false, Columns: [var only] } && only == column.Name);
}
