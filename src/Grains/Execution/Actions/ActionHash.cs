using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentCluster.Execution.Actions;

/// <summary>
/// What an approval binds: SHA-256 over everything that decides what is done. Each field goes in with its length, so that no two actions have
/// one encoding.
/// </summary>
internal static class ActionHash
{
    public static string Of(string tenant, ActionProposal proposal, Preview? preview, DateTimeOffset expiresAt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in Fields(tenant, proposal, preview, expiresAt))
        {
            Append(hash, field);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string?> Fields(string tenant, ActionProposal proposal, Preview? preview, DateTimeOffset expiresAt) =>
    [
        "2", // version of this encoding
        tenant,
        proposal.Id,
        proposal.Agent,
        proposal.Effect.ToString(),
        proposal.Source,
        proposal.Tool,
        Number(proposal.ToolVersion),
        proposal.Arguments,
        proposal.Sql,
        Number(proposal.Parameters.Length),
        .. proposal.Parameters.SelectMany(parameter => new[] { parameter.Name, parameter.Json }),
        preview?.Fingerprint,
        preview?.RowsDigest,
        preview?.RowsAffected is { } rows ? Number(rows) : null,
        Number(expiresAt.ToUnixTimeMilliseconds()),
    ];

    private static void Append(IncrementalHash hash, string? field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
        BinaryPrimitives.WriteInt32BigEndian(length, field is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
