using System.Globalization;
using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>How often the cluster learns by itself.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScheduleBody : IRequestBody
{
    /// <summary>Time between runs as <c>hh:mm:ss</c> or <c>d.hh:mm:ss</c>, at least one minute.</summary>
    public string? Interval { get; init; }

    /// <summary>The interval; zero when it cannot be read.</summary>
    public TimeSpan ToInterval() =>
        TimeSpan.TryParseExact(Interval, "c", CultureInfo.InvariantCulture, out var interval) ? interval : TimeSpan.Zero;

    /// <inheritdoc />
    public void Validate(FieldErrors errors)
    {
        if (ToInterval() < TimeSpan.FromMinutes(1))
        {
            errors.Add("interval", "'interval' must be a time span of at least one minute, written hh:mm:ss or d.hh:mm:ss.");
        }
    }
}
