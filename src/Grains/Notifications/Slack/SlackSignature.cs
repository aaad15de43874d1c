using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentCluster.Notifications.Slack;

/// <summary>
/// Whether Slack sent a request: HMAC-SHA256 under the app's signing secret over <c>v0:timestamp:body</c>, the body's bytes as they came
/// (https://docs.slack.dev/authentication/verifying-requests-from-slack). It says nothing about whether the request came before.
/// </summary>
internal static class SlackSignature
{
    /// <summary>How far Slack's clock and ours may lie apart, either way; a request is refused as old after it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // Seconds since 1970 until the year 5138.
    private const int MostDigits = 11;

    /// <summary>Judges a request.</summary>
    /// <param name="secret">The app's signing secret.</param>
    /// <param name="timestamp">Header <c>X-Slack-Request-Timestamp</c>: digits only, since others would sign differently and read alike.</param>
    /// <param name="signature">Header <c>X-Slack-Signature</c>: <c>v0=</c> and 64 lower-case hex digits.</param>
    /// <param name="body">The body's bytes.</param>
    /// <param name="now">The present.</param>
    public static bool IsValid(string secret, string timestamp, string signature, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        IsRecent(timestamp, now)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.ASCII.GetBytes(Sign(secret, timestamp, body)));

    /// <summary>The signature that a request has to carry.</summary>
    /// <param name="secret">The app's signing secret.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">The body's bytes.</param>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        return $"v0={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }

    private static bool IsRecent(string timestamp, DateTimeOffset now) =>
        timestamp.Length <= MostDigits
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Window;
}
