using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace AgentCluster.Tenancy;

/// <summary>
/// An API key as its bearer presents it: <c>ac_{id}_{secret}</c>, an id of 64 bits that finds the row and a secret of 256 random bits, both
/// hexadecimal. Only <see cref="Digest"/> is stored and sent to silos. It is a plain SHA-256: slow hashes protect secrets that people
/// choose, while nobody can search 2^256 (OWASP Password Storage and NIST SP 800-63B 5.1.1.2 ask for them below 112 bits).
/// </summary>
public readonly record struct ApiKey
{
    private const string Prefix = "ac_";
    private const int IdBytes = 8;
    private const int SecretBytes = 32;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private ApiKey(string text) => Text = text;

    /// <summary>The whole key: a secret.</summary>
    public string Text { get; }

    /// <summary>Finds the key's row; no secret.</summary>
    public string Id => Text.Substring(Prefix.Length, 2 * IdBytes);

    /// <summary>SHA-256 of the whole key, hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    /// <summary>A key that nobody has had, from the system's cryptographic generator.</summary>
    public static ApiKey New() => new(
        $"{Prefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}");

    /// <summary>Reads a key.</summary>
    /// <param name="text">What was presented.</param>
    /// <param name="key">The key.</param>
    public static bool TryParse(string? text, out ApiKey key)
    {
        var wellFormed = text is { Length: 3 + (2 * IdBytes) + 1 + (2 * SecretBytes) }
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && IsHex(text.AsSpan(Prefix.Length, 2 * IdBytes))
            && text[Prefix.Length + (2 * IdBytes)] == '_'
            && IsHex(text.AsSpan(Prefix.Length + (2 * IdBytes) + 1));
        key = wellFormed ? new(text!) : default;
        return wellFormed;
    }

    /// <summary>The id alone: what is printed by mistake gives nothing away.</summary>
    public override string ToString() => $"{Prefix}{Id}_...";

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hex);
}
