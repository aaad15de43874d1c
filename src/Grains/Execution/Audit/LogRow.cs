using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Audit;

/// <summary>A row of the log as it is stored, so that it hashes to the same whatever becomes of our types, and however somebody changed it.</summary>
internal sealed record LogRow
{
    /// <summary>What <see cref="Read"/> expects, in its order.</summary>
    public const string Columns =
        """
        id, at, event, by, execution_id, interaction_id, approval_id, agent, tool, source, verdict, risk, status, row_count, duration_ms,
        reasons, error, arguments, digest, seq, hash
        """;

    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Event { get; init; }

    public required string By { get; init; }

    public string? ExecutionId { get; init; }

    public string? InteractionId { get; init; }

    public string? ApprovalId { get; init; }

    public string? Agent { get; init; }

    public string? Tool { get; init; }

    public string? Source { get; init; }

    public string? Verdict { get; init; }

    public string? Risk { get; init; }

    public string? Status { get; init; }

    public long? Rows { get; init; }

    public double? DurationMs { get; init; }

    public required string Reasons { get; init; }

    public string? Error { get; init; }

    public string? Arguments { get; init; }

    public string? Digest { get; init; }

    /// <summary>Its number in the chain; 0 before it is sealed.</summary>
    public long Seq { get; init; }

    /// <summary>Its hash; empty before it is sealed.</summary>
    public string Hash { get; init; } = "";

    public static LogRow Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        At = row.InstantOf(1),
        Event = row.GetString(2),
        By = row.GetString(3),
        ExecutionId = row.Text(4),
        InteractionId = row.Text(5),
        ApprovalId = row.Text(6),
        Agent = row.Text(7),
        Tool = row.Text(8),
        Source = row.Text(9),
        Verdict = row.Text(10),
        Risk = row.Text(11),
        Status = row.Text(12),
        Rows = row.IsDBNull(13) ? null : row.GetInt64(13),
        DurationMs = row.IsDBNull(14) ? null : row.GetDouble(14),
        Reasons = row.GetString(15),
        Error = row.Text(16),
        Arguments = row.Text(17),
        Digest = row.Text(18),
        Seq = row.IsDBNull(19) ? 0 : row.GetInt64(19),
        Hash = row.Text(20) ?? "",
    };

    public AuditRecord ToRecord() => new()
    {
        Seq = Seq,
        At = At,
        Event = Event,
        By = By,
        ExecutionId = ExecutionId,
        InteractionId = InteractionId,
        ApprovalId = ApprovalId,
        Agent = Agent,
        Tool = Tool,
        Source = Source,
        Verdict = Verdict,
        Risk = Risk,
        Status = Status,
        Rows = Rows,
        DurationMs = DurationMs,
        Reasons = Sentences(Reasons),
        Error = Error,
        Arguments = Arguments,
        Digest = Digest,
        Hash = Hash,
    };

    // Somebody may have put anything there; the verification says so, the list shows it.
    private static ImmutableArray<string> Sentences(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ImmutableArray<string>>(json) is { IsDefault: false } sentences ? sentences : [json];
        }
        catch (JsonException)
        {
            return [json];
        }
    }
}
