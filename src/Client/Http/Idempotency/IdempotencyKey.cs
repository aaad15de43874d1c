using System.Security.Cryptography;
using System.Text;
using AgentCluster.Interactions;

namespace AgentCluster.Client.Http.Idempotency;

/// <summary>
/// The <c>Idempotency-Key</c> header (IETF draft-ietf-httpapi-idempotency-key-header-07): 1 to 255 printable ASCII characters,
/// plain or as a quoted string.
/// </summary>
internal static class IdempotencyKey
{
    private const int MaxLength = 255;

    /// <summary>Reads the header's value.</summary>
    public static bool TryParse(string? header, out string key)
    {
        key = header?.Trim() ?? "";
        if (key.Length >= 2 && key[0] == '"' && key[^1] == '"')
        {
            key = key[1..^1];
        }

        return key.Length is > 0 and <= MaxLength && key.All(c => c is >= ' ' and <= '~');
    }

    /// <summary>SHA-256 over caller, method, path, query and body, hexadecimal: nobody gets the answer to what another said.</summary>
    public static string Fingerprint(HttpRequest request, string caller, ReadOnlySpan<byte> bodyDigest)
    {
        var target = $"{caller}\n{request.Method}\n{request.Path}\n{request.QueryString}\n{Convert.ToHexString(bodyDigest)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)));
    }

    /// <summary>
    /// The interaction that a key stands for: a version 7 UUID (RFC 9562) of the time the key was first claimed, whose random
    /// bits are a digest of tenant, key and request. A repetition after a crash so finds the interaction that the first began.
    /// </summary>
    public static InteractionKey InteractionOf(string tenant, string key, string fingerprint, DateTimeOffset claimedAt)
    {
        Span<byte> id = stackalloc byte[16];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\n{key}\n{fingerprint}")).AsSpan(0, 16).CopyTo(id);
        var milliseconds = claimedAt.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            id[i] = (byte)(milliseconds >> (8 * (5 - i)));
        }

        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new(tenant, Convert.ToHexStringLower(id));
    }
}
