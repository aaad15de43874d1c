using System.Data.Common;
using System.Text.Json;

namespace AgentCluster.Storage;

/// <summary>How enumerations and records stand in text columns.</summary>
public static class PlatformValues
{
    /// <summary>An enumeration's name in camelCase.</summary>
    /// <param name="value">The value.</param>
    public static string Name(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>A record as JSON; null stays null.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="value">The value.</param>
    public static string? Json<T>(T? value) => value is null ? null : JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    /// <summary>An enumeration's value.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="row">The reader.</param>
    /// <param name="ordinal">Column position.</param>
    public static T Named<T>(this DbDataReader row, int ordinal)
        where T : struct, Enum => Enum.Parse<T>(row.GetString(ordinal), ignoreCase: true);

    /// <summary>A record, or the default for NULL.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="row">The reader.</param>
    /// <param name="ordinal">Column position.</param>
    public static T? Json<T>(this DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? default : JsonSerializer.Deserialize<T>(row.GetString(ordinal), JsonSerializerOptions.Web);
}
