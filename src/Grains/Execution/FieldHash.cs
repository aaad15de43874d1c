using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AgentCluster.Execution;

/// <summary>SHA-256 over a list of fields. Each goes in with its length, so that no two lists have one encoding.</summary>
public static class FieldHash
{
    /// <summary>The digest, in hex.</summary>
    /// <param name="fields">The fields, in order; null is not the empty text.</param>
    public static string Of(IEnumerable<string?> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in fields)
        {
            Append(hash, field);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string? field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
        BinaryPrimitives.WriteInt32BigEndian(length, field is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
