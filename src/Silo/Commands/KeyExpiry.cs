using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentCluster.Silo.Commands;

/// <summary>Reads when a key shall expire: a number of days such as <c>90d</c>, or an instant in ISO 8601.</summary>
internal static partial class KeyExpiry
{
    public static DateTimeOffset? Read(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        if (Days().Match(text) is { Success: true } days)
        {
            return now.AddDays(int.Parse(days.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        }

        return Instant().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new AgentClusterException($"--expires: '{text}' is neither a number of days such as 90d nor an instant such as 2027-01-31T00:00:00Z.");
    }

    [GeneratedRegex(@"\A([1-9][0-9]{0,4})d\z")]
    private static partial Regex Days();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?\z")]
    private static partial Regex Instant();
}
