using System.Text.Json;

namespace AgentCluster.Client.Http.Queries;

/// <summary>The camelCase names of an enumeration.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values =
        Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);

    /// <summary>Every name, separated by commas.</summary>
    public static string Listed { get; } = string.Join(", ", Values.Keys);

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string? name, out T value) => Values.TryGetValue(name ?? "", out value);

    /// <summary>Reads a name that was validated.</summary>
    public static T Parse(string? name) => Values[name ?? ""];
}
