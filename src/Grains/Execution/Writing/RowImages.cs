using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentCluster.Execution.Writing;

/// <summary>The rows that one statement changed in one table, as they were and as they became: what is shown of a change, and what takes it back.</summary>
internal sealed record RowImages
{
    /// <summary>Most rows that are kept.</summary>
    public const int MaxRows = 1000;

    /// <summary>Most bytes that are kept.</summary>
    public const int MaxBytes = 1_000_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The table, as <c>schema.name</c>.</summary>
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    /// <summary>Its columns that hold values of their own, in order.</summary>
    [JsonPropertyName("columns")]
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The columns of its primary key; empty where it has none.</summary>
    [JsonPropertyName("key")]
    public required ImmutableArray<string> Key { get; init; }

    /// <summary>The rows in the order of their changes; a row that was changed twice is here twice.</summary>
    [JsonPropertyName("rows")]
    public required ImmutableArray<RowImage> Rows { get; init; }

    /// <summary>Whether there were more rows than are here.</summary>
    [JsonIgnore]
    public bool Truncated { get; init; }

    /// <summary>The change that takes this one back, last row first.</summary>
    public RowImages Inverse() => this with { Rows = [.. Rows.Reverse().Select(row => row.Inverse())] };

    /// <summary>One image a row: as it was at first, and as it is at last.</summary>
    public ImmutableArray<RowImage> Net()
    {
        var net = new List<RowImage?>();
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            var again = !Key.IsEmpty && last.Remove(Identity(row.Before ?? row.After!.Value), out var known) ? known : -1;
            if (again < 0)
            {
                again = net.Count;
                net.Add(row);
            }
            else
            {
                var first = net[again]?.Before;
                net[again] = first is null && row.After is null ? null : new(first, row.After);
            }

            last[Identity(row.After ?? row.Before!.Value)] = again;
        }

        return [.. net.OfType<RowImage>()];
    }

    /// <summary>The values of the key in a row.</summary>
    public ImmutableArray<string?> KeyOf(ImmutableArray<string?> row) => [.. Key.Select(column => row[Columns.IndexOf(column)])];

    /// <summary>The form kept in the ledger, or null when the change cannot be taken back: no key, no row, too many or too large.</summary>
    public string? ToUndo()
    {
        if (Key.IsEmpty || Rows.IsEmpty || Truncated)
        {
            return null;
        }

        var json = JsonSerializer.Serialize(this, Plain);
        return Encoding.UTF8.GetByteCount(json) <= MaxBytes ? json : null;
    }

    /// <summary>
    /// SHA-256 in hex over the rows as they were, and over what some of their columns became, in whatever order they were changed; null where not all
    /// of them are here, or there is nothing to bind.
    /// </summary>
    /// <param name="results">The columns whose new values count, or null for none.</param>
    public string? Digest(ImmutableArray<string>? results)
    {
        int[] bound = [.. (results ?? []).Select(column => Columns.IndexOf(column))];
        string[] rows =
        [
            .. Net().Where(row => results is not null || row.Before is not null)
                .Select(row => JsonSerializer.Serialize(new[] { row.Before, row.After is { } after ? [.. bound.Select(column => after[column])] : null }, Plain))
                .Order(StringComparer.Ordinal),
        ];
        return Truncated || rows.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(rows, Plain))));
    }

    /// <summary>The columns that became the same in another run of the statement: the others were made by a clock, a sequence or chance.</summary>
    public ImmutableArray<string> SameResults(RowImages other)
    {
        var (ours, theirs) = (Net(), other.Net());
        return [.. Columns.Where((_, column) => Values(ours, column).SequenceEqual(Values(theirs, column)))];

        static IEnumerable<string?> Values(ImmutableArray<RowImage> rows, int column) => rows.Select(row => row.After?[column]).Order(StringComparer.Ordinal);
    }

    private string Identity(ImmutableArray<string?> row) => JsonSerializer.Serialize(KeyOf(row));

    /// <summary>What <see cref="ToUndo"/> wrote.</summary>
    public static RowImages Of(string undo) =>
        JsonSerializer.Deserialize<RowImages>(undo, Plain) ?? throw new JsonException("The ledger's images are empty.");
}
