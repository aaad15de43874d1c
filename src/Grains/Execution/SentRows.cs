using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentCluster.Execution.Writing;

namespace AgentCluster.Execution;

/// <summary>Rows that leave with a message: people see them before they decide, and no others are sent.</summary>
public static class SentRows
{
    /// <summary>What is shown of them: the first, how many there are, and the fingerprint of all.</summary>
    /// <param name="rows">The rows.</param>
    public static Preview Preview(ResultSet rows)
    {
        using var all = JsonDocument.Parse(rows.RowsJson);
        var first = all.RootElement.EnumerateArray().Take(WriteGate.SampleRows).ToList();
        return new()
        {
            RowsAffected = 0,
            IsExact = true,
            After = rows with { RowsJson = JsonSerializer.Serialize(first), RowCount = first.Count, Truncated = first.Count < rows.RowCount },
            NotRolledBack = [string.Create(CultureInfo.InvariantCulture, $"{(rows.Truncated ? "Only the first " : "")}{rows.RowCount} rows leave with the message.")],
            Fingerprint = FingerprintOf(rows),
        };
    }

    /// <summary>SHA-256 over columns and rows, in hex.</summary>
    /// <param name="rows">The rows.</param>
    public static string FingerprintOf(ResultSet rows) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{JsonSerializer.Serialize(rows.Columns)}{rows.RowsJson}")));
}
