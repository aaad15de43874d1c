using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace AgentCluster.Execution.Audit;

/// <summary>The link of the chain (decision 18).</summary>
internal static class LogHash
{
    /// <summary>SHA-256 in hex over the hash of the row before and the row's fields as a JSON array of texts, so that nothing can move from one to the next.</summary>
    public static string Of(string previous, string tenant, LogRow row)
    {
        var canonical = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(canonical))
        {
            json.WriteStartArray();
            foreach (var field in Fields(previous, tenant, row))
            {
                json.WriteStringValue(field);
            }

            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(canonical.WrittenSpan));
    }

    // A number as text keeps every digit, and takes what is no number in JSON.
    private static ReadOnlySpan<string?> Fields(string previous, string tenant, LogRow row) => new[]
    {
        previous, tenant, Text(row.Seq), row.Id, Text(row.At.ToUnixTimeMilliseconds()), row.Event, row.By, row.ExecutionId, row.InteractionId, row.ApprovalId,
        row.Agent, row.Tool, row.Source, row.Verdict, row.Risk, row.Status, Text(row.Rows), Text(row.DurationMs), row.Reasons, row.Error, row.Arguments, row.Digest,
    };

    private static string? Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
