using System.Data.Common;

namespace AgentCluster.Storage;

/// <summary>Reads columns of either engine.</summary>
public static class PlatformRows
{
    /// <summary>A text column, or null.</summary>
    /// <param name="row">The reader.</param>
    /// <param name="ordinal">Column position.</param>
    public static string? Text(this DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    /// <summary>An instant, or null.</summary>
    /// <param name="row">The reader.</param>
    /// <param name="ordinal">Column position.</param>
    public static DateTimeOffset? Instant(this DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.InstantOf(ordinal);

    /// <summary>An instant.</summary>
    /// <param name="row">The reader.</param>
    /// <param name="ordinal">Column position.</param>
    public static DateTimeOffset InstantOf(this DbDataReader row, int ordinal) =>
        row.GetFieldType(ordinal) == typeof(long) ? DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(ordinal)) : row.GetFieldValue<DateTimeOffset>(ordinal);
}
