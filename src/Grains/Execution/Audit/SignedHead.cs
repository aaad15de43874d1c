using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentCluster.Execution.Audit;

/// <summary>A head with the time and the signature that it was given outside the database: one line of a file.</summary>
/// <param name="Head">The head.</param>
/// <param name="At">When it was signed.</param>
internal readonly record struct SignedHead(ChainHead Head, DateTimeOffset At)
{
    /// <summary>The line: number, hash, time in Unix milliseconds, and HMAC-SHA256 (RFC 2104) over tenant and these, in hex.</summary>
    public string Line(string tenant, byte[] key)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"{Head.Seq} {Head.Hash} {At.ToUnixTimeMilliseconds()}");
        return $"{content} {Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{tenant} {content}")))}";
    }

    /// <summary>Reads a line; null when this key did not sign it for this tenant.</summary>
    public static SignedHead? Read(string line, string tenant, byte[] key)
    {
        if (line.Split(' ') is not [var seq, var hash, var at, _]
            || !long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var instant)
            || instant > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return null;
        }

        var head = new SignedHead(new(number, hash), DateTimeOffset.FromUnixTimeMilliseconds(instant));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(head.Line(tenant, key)), Encoding.UTF8.GetBytes(line)) ? head : null;
    }
}
