using System.Collections.Immutable;
using AgentCluster.Discovery.Profiling;

namespace AgentCluster.Discovery.Postgres;

/// <summary>A row of <c>pg_stats</c>: what the last ANALYZE saw of a column.</summary>
/// <param name="NullShare">Share of nulls.</param>
/// <param name="Distinct">How many different values; below 0 as a share of the rows.</param>
/// <param name="Common">The most common values.</param>
/// <param name="Shares">Share of the rows that have each of them.</param>
/// <param name="Bounds">Values that divide the others into parts of one size.</param>
internal sealed record PostgresStatistic(float NullShare, float Distinct, string[] Common, float[] Shares, string[] Bounds)
{
    /// <summary>Whether the common values are all that there are.</summary>
    private bool IsExhaustive => Distinct > 0 && Distinct <= Common.Length;

    /// <summary>Whether it says nothing of texts by which questions may name rows.</summary>
    public bool MissesTexts(LogicalType type, long rows) => type is LogicalType.Text && !IsExhaustive && DistinctOf(rows) <= ColumnObservation.SampleLimit;

    /// <summary>The profile that it stands for, scaled to the table.</summary>
    public ColumnProfile Profile(CatalogColumn column, long rows)
    {
        var (type, seen) = (column.Type, new ColumnObservation());
        foreach (var value in Common.Concat(Bounds))
        {
            PostgresCells.Observe(PostgresCells.AsCast(value, column), type, seen);
        }

        var profile = ColumnProfiles.Of(type, seen, complete: true);
        var isSet = IsExhaustive && Common.Length <= ColumnProfiles.ValueSetLimit && ColumnProfiles.IsKeepable(type, seen);
        return profile with
        {
            SampledRows = rows,
            Nulls = (long)(NullShare * rows),
            Distinct = DistinctOf(rows),
            Values = isSet ? [.. Common.Select((value, i) => new ValueCount { Value = PostgresCells.AsCast(value, column), Count = (long)(Shares[i] * rows) })] : [],
            Samples = isSet ? [] : profile.Samples,
        };
    }

    private long DistinctOf(long rows) => (long)Math.Round(Distinct >= 0 ? Distinct : -Distinct * rows);
}
