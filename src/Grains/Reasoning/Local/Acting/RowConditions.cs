using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>Writes conditions that name one row: by its key, by what people call it, or by its references.</summary>
internal sealed class RowConditions(SqlDialect dialect)
{
    /// <summary>The row of that key, or null when the table has no key of its own or the words are none.</summary>
    public string? ByKey(TableEntry table, string words)
    {
        if (table.Table.PrimaryKey is not [var name] || table.Table.Column(name) is not { } key || Number(words) is not { } number)
            return null;
        return key.Type switch
        {
            LogicalType.Integer or LogicalType.Number => $"{dialect.Name(name)} = {dialect.Literal(number)}",
            _ => null,
        };
    }

    /// <summary>The rows of those keys ("3, 4 and 5") with how many they are, or null.</summary>
    public (string Where, int Count)? ByKeys(TableEntry table, string words)
    {
        var numbers = words.Replace(" and ", ",", StringComparison.OrdinalIgnoreCase).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (numbers.Count < 2 || numbers.Any(number => ByKey(table, number) is null))
            return null;
        return ($"{dialect.Name(table.Table.PrimaryKey[0])} IN ({string.Join(", ", numbers.Select(number => number.TrimStart('#')))})", numbers.Count);
    }

    /// <summary>Rows that refer to a row.</summary>
    public string Of(JoinHop hop, RowTarget owner) =>
        $"{dialect.Name(hop.FromColumns[0])} IN (SELECT {dialect.Name(hop.ToColumns[0])} FROM {dialect.Table(hop.To)} WHERE {owner.Where})";

    /// <summary>The row of a table whose key is a reference to another row and a number within it.</summary>
    public string? ByParts(TableEntry table, string words, JoinHop toOwner, RowTarget owner)
    {
        if (table.Table.PrimaryKey is not [_, _] parts || toOwner.FromColumns is not [var reference] || !parts.Contains(reference) || Number(words) is not { } number)
            return null;
        var own = parts[0] == reference ? parts[1] : parts[0];
        return table.Table.Column(own)?.Type == LogicalType.Integer
            ? $"{Of(toOwner, owner)} AND {dialect.Name(own)} = {dialect.Literal(number)}"
            : null;
    }

    /// <summary>Rows called exactly so, or null when rows of the table are not called by words.</summary>
    public string? ByName(TableEntry table, string text) => Compare(table, name => $"lower({name}) = lower({dialect.Literal(text)})");

    /// <summary>Rows whose name begins with these words, or null.</summary>
    public string? ByBeginning(TableEntry table, string text) => text.AsSpan().IndexOfAny('%', '_', '\\') >= 0
        ? null
        : Compare(table, name => $"lower({name}) LIKE lower({dialect.Literal(text + " %")})");

    /// <summary>The only column of the key, as text; null when there is none.</summary>
    public string? Key(CatalogTable table) => table.PrimaryKey is [var key] ? $"CAST({dialect.Name(key)} AS text)" : null;

    /// <summary>The condition that names the row by the key that was shown.</summary>
    public string Row(CatalogTable table, string shown) => $"{dialect.Name(table.PrimaryKey[0])} = {KeyLiteral(table.Column(table.PrimaryKey[0])!, shown)}";

    /// <summary>The key that was shown, as a constant.</summary>
    public string KeyLiteral(CatalogColumn key, string shown) =>
        key.Type is LogicalType.Integer or LogicalType.Number ? shown : dialect.Literal(shown);

    private string? Compare(TableEntry table, Func<string, string> compare)
    {
        var names = Names(table);
        return names.IsEmpty ? null : names.Length == 1 ? compare(names[0]) : $"({string.Join(" OR ", names.Select(compare))})";
    }

    private ImmutableArray<string> Names(TableEntry table)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        if (table.Label is [var first, var last])
            names.Add($"{dialect.Name(first.Column.Name)} || ' ' || {dialect.Name(last.Column.Name)}");
        foreach (var column in table.Columns.Select(column => column.Ref).Where(column => IsName(table, column)))
            names.Add(dialect.Name(column.Column.Name));
        return names.ToImmutable();
    }

    // A text that the source keeps unique names a row as its label does.
    private bool IsName(TableEntry table, ColumnRef column) =>
        column.Column.Type == LogicalType.Text && (dialect == SqlDialect.Sqlite || PostgresTypes.IsText(column.Column))
        && (table.Label is [var label] && label == column || table.Table.PrimaryKey is [var key] && key == column.Column.Name
            || table.Table.Indexes.Any(index => index is { Unique: true, Partial: false, Columns: [var only] } && only == column.Column.Name));

    private static decimal? Number(string words)
    {
        var text = words.Trim().TrimStart('#');
        return text.Length > 0 && text.All(char.IsAsciiDigit) && decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
