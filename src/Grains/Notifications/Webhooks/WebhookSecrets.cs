using System.Security.Cryptography;

namespace AgentCluster.Notifications.Webhooks;

/// <summary>Secrets of webhooks as Standard Webhooks 1.0 writes them: <c>whsec_</c> and base64.</summary>
internal static class WebhookSecrets
{
    private const string Prefix = "whsec_";
    private const int Made = 32;
    private const int Fewest = 24;
    private const int Most = 64;

    /// <summary>A new one.</summary>
    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Made));

    /// <summary>Its bytes, or null when it is none.</summary>
    public static byte[]? Read(string secret)
    {
        Span<byte> bytes = stackalloc byte[Most];
        return secret.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var count) && count >= Fewest
            ? bytes[..count].ToArray() : null;
    }
}
