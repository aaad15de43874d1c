using System.Globalization;

namespace AgentCluster.Discovery.Relationships;

/// <summary>How far the values of a column are known to lie among those of a key: an inclusion dependency, seen through profiles.</summary>
/// <param name="Share">How much of it was found there, 0 to 1.</param>
/// <param name="Values">How many values were compared; 0 when only a range was.</param>
/// <param name="Evidence">The finding in words.</param>
internal readonly record struct Inclusion(double Share, int Values, string Evidence)
{
    private const double Least = 0.95;

    // A key that was sampled may end a little beyond what was seen.
    private const decimal Slack = 0.02m;

    /// <summary>The inclusion, or null when values lie outside or the types do not compare.</summary>
    public static Inclusion? Of(CatalogColumn column, KeyColumn key) =>
        column.Type != key.Column.Type || column.Profile is not { Distinct: > 0 } ? null
        : column.Type is LogicalType.Text ? OfTexts(column, key)
        : OfNumbers(column.Profile, key);

    private static Inclusion? OfTexts(CatalogColumn column, KeyColumn key)
    {
        var values = KeyColumn.TextsOf(column).ToList();
        if (values.Count == 0 || key.Texts.Count == 0)
        {
            // Values that look like identifiers are not kept in profiles: neither side may show more than the other could hold.
            return values.Count == 0 && key.Texts.Count == 0 && column.Profile!.Distinct <= key.Column.Profile!.Distinct
                ? new(0.6, 0, "no more different values than there; they are not kept to compare")
                : null;
        }

        var contained = values.Count(key.Texts.Contains) / (double)values.Count;
        return contained >= Least
            ? new(contained, values.Count, string.Create(CultureInfo.InvariantCulture, $"{contained:P0} of its {values.Count} values occur there"))
            : null;
    }

    private static Inclusion? OfNumbers(ColumnProfile column, KeyColumn key)
    {
        var known = key.Column.Profile!;
        if (!Range(column, out var first, out var last) || !Range(known, out var low, out var high) || column.Distinct > key.Table.RowCount)
        {
            return null;
        }

        var slack = known.SampledRows < key.Table.RowCount ? (high - low) * Slack : 0;
        if (first < low - slack || last > high + slack)
        {
            return null;
        }

        // Without gaps in the key the range is the set.
        return high - low + 1 == known.Distinct ? new(1, 0, "every value from its smallest to its largest is a key there") : new(0.9, 0, "within its range");
    }

    private static bool Range(ColumnProfile profile, out decimal first, out decimal last)
    {
        last = 0;
        return decimal.TryParse(profile.Min, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out first)
            && decimal.TryParse(profile.Max, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out last);
    }
}
