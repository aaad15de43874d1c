using System.Collections.Immutable;
using System.Globalization;

namespace AgentCluster.Discovery.Profiling;

/// <summary>Makes the profile of a column out of what was seen of it.</summary>
internal static class ColumnProfiles
{
    /// <summary>Up to how many different values are a value set.</summary>
    public const int ValueSetLimit = 50;

    private const int TinyTable = 50;
    private const int RowsPerValue = 2;
    private const int LongestKept = 100;
    private const int AverageKept = 60;

    /// <param name="type">What the column holds.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="complete">Whether what was seen stands for the whole table; a value set of a mere beginning would mislead.</param>
    public static ColumnProfile Of(LogicalType type, ColumnObservation seen, bool complete)
    {
        var (min, max) = Range(type, seen);
        var values = complete && IsValueSet(type, seen) ? ValueSet(seen) : [];
        return new ColumnProfile
        {
            SampledRows = seen.Rows,
            Nulls = seen.Nulls,
            Distinct = seen.Distinct,
            Min = min,
            Max = max,
            Values = values,
            Samples = complete && values.IsEmpty && type is LogicalType.Text ? Samples(seen) : [],
        };
    }

    /// <summary>Whether values of the column may stand in a profile: they are short, and none identifies a person or a device.</summary>
    public static bool IsKeepable(LogicalType type, ColumnObservation seen) =>
        type is LogicalType.Text or LogicalType.Integer or LogicalType.Number or LogicalType.Boolean && seen.Blobs == 0 && seen.LongestText <= LongestKept
        && seen.TextValues.Frequencies?.Keys.Any(ValueFormats.IsIdentifier) != true;

    private static (string? Min, string? Max) Range(LogicalType type, ColumnObservation seen) => type switch
    {
        LogicalType.Integer or LogicalType.Number => (seen.MinNumber, seen.MaxNumber),
        LogicalType.Date or LogicalType.Timestamp => (seen.FirstIsoText, seen.LastIsoText),
        // Numbers kept as text have a range too; it tells whoever writes SQL to cast.
        LogicalType.Text when seen.NumericTexts > 0 && seen.NumericTexts == seen.FilledTexts => (seen.MinNumber, seen.MaxNumber),
        _ => (null, null),
    };

    private static bool IsValueSet(LogicalType type, ColumnObservation seen)
    {
        if (type is not (LogicalType.Text or LogicalType.Integer or LogicalType.Number or LogicalType.Boolean)
            || seen.Blobs > 0 || seen.Distinct is 0 or > ValueSetLimit || seen.LongestText > LongestKept)
        {
            return false;
        }

        return seen.Rows - seen.Nulls >= RowsPerValue * seen.Distinct || (type is LogicalType.Text && seen.Rows <= TinyTable);
    }

    private static ImmutableArray<ValueCount> ValueSet(ColumnObservation seen)
    {
        var integers = seen.IntegerValues.Frequencies!.Select(v => new ValueCount { Value = v.Key.ToString(CultureInfo.InvariantCulture), Count = v.Value });
        var reals = seen.RealValues.Frequencies!.Select(v => new ValueCount { Value = v.Key.ToString(CultureInfo.InvariantCulture), Count = v.Value });
        var texts = seen.TextValues.Frequencies!.Select(v => new ValueCount { Value = v.Key, Count = v.Value });
        var values = integers.Concat(reals).Concat(texts).ToList();
        return values.Any(v => ValueFormats.IsIdentifier(v.Value))
            ? []
            : [.. values.OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal)];
    }

    private static ImmutableArray<string> Samples(ColumnObservation seen)
    {
        if (seen.TextValues.Frequencies is not { Count: > 0 } values || seen.LongestText > LongestKept || values.Keys.Average(v => v.Length) > AverageKept)
        {
            return [];
        }

        var kept = values.Keys.Where(v => v.Length > 0 && !ValueFormats.IsIdentifier(v)).Order(StringComparer.Ordinal).ToImmutableArray();
        return kept.Length * 2 > values.Count ? kept : [];
    }
}
