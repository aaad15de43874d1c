using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Decides the role of columns and the label of a table from names, keys and profiles.</summary>
internal static class ColumnRoles
{
    private static readonly string[] LabelWords = ["name", "title", "label", "subject", "number", "code", "reference", "email", "description"];

    public static ColumnRole Of(IReadOnlySet<CatalogColumn> references, CatalogTable table, CatalogColumn column)
    {
        if (IsKey(references, table, column))
            return ColumnRole.Key;
        switch (column.Type)
        {
            case LogicalType.Boolean: return ColumnRole.Flag;
            case LogicalType.Date or LogicalType.Timestamp: return ColumnRole.Date;
            case LogicalType.Integer or LogicalType.Number: return ColumnRole.Measure;
        }

        if (LooksNumeric(column))
            return ColumnRole.Measure;
        if (column.Profile is { Values.Length: > 0 } profile && profile.Distinct * 2 <= profile.SampledRows)
            return ColumnRole.Category;
        return ColumnRole.Other;
    }

    /// <summary>The columns a person calls a row by, in order: a name or title, a first and a last name, or else the key.</summary>
    public static ImmutableArray<CatalogColumn> LabelOf(IReadOnlySet<CatalogColumn> references, CatalogTable table)
    {
        if (Part(table, "first") is { } first && Part(table, "last") is { } last)
            return [first, last];
        // What refers to another table names that table's row, not this one's.
        var best = table.Columns
            .Where(column => column.Type == LogicalType.Text && !LooksNumeric(column) && !(references.Contains(column) && !table.PrimaryKey.Contains(column.Name)))
            .Select((column, index) => (column, score: LabelScore(table, column) - index * 0.01))
            .OrderByDescending(pair => pair.score)
            .FirstOrDefault();
        if (best.column is not null && best.score > 0)
            return [best.column];
        ImmutableArray<CatalogColumn> key = [.. table.PrimaryKey.Select(table.Column).OfType<CatalogColumn>()];
        return key.IsEmpty ? [.. table.Columns.Take(1)] : key;
    }

    private static CatalogColumn? Part(CatalogTable table, string part) =>
        table.Columns.FirstOrDefault(column => column.Name.Replace("_", "", StringComparison.Ordinal).Equals(part + "name", StringComparison.OrdinalIgnoreCase));

    private static double LabelScore(CatalogTable table, CatalogColumn column)
    {
        var words = Tokenizer.Identifier(column.Name);
        var tableStem = Tokenizer.Identifier(table.Name) is [.., var last] ? last.Stem : "";
        var score = 0d;
        for (var i = 0; i < LabelWords.Length; i++)
        {
            if (words.Length > 0 && words[^1].Lower == LabelWords[i])
                score = Math.Max(score, 1.5 - i * 0.12 - (words.Length - 1) * 0.1);
        }

        if (words.Any(word => word.Stem == tableStem))
            score += 0.3;
        if (column.Profile is { SampledRows: > 0 } profile)
            score += 0.8 * profile.Distinct / profile.SampledRows - 0.4;
        return score;
    }

    private static bool IsKey(IReadOnlySet<CatalogColumn> references, CatalogTable table, CatalogColumn column)
    {
        if (table.PrimaryKey.Length == 1 && table.PrimaryKey[0] == column.Name && column.Type != LogicalType.Text)
            return true;
        var last = Tokenizer.Identifier(column.Name) is [.., var word] ? word.Lower : "";
        if (last is "id" or "uuid" or "guid")
            return true;
        return column.Type != LogicalType.Text && references.Contains(column);
    }

    // Numbers kept in text columns: the profile gives them a smallest and a largest value only when they are numbers.
    private static bool LooksNumeric(CatalogColumn column)
    {
        if (column.Type != LogicalType.Text || column.Profile is not { Distinct: > 0 } profile)
            return false;
        var values = profile.Values.Length > 0 ? profile.Values.Select(value => value.Value) : profile.Samples;
        var any = false;
        foreach (var value in values.Take(50))
        {
            any = true;
            if (!decimal.TryParse(value, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out _))
                return false;
        }

        return any;
    }
}
