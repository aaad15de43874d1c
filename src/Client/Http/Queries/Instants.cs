using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentCluster.Client.Http.Queries;

/// <summary>Reads instants in ISO 8601; without an offset they are UTC.</summary>
internal static partial class Instants
{
    /// <summary>Reads an instant.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return Pattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$")]
    private static partial Regex Pattern();
}
