using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Storage;

namespace AgentCluster.Interactions;

/// <summary>Maps an interaction to its row and back.</summary>
internal static class InteractionRow
{
    public const string Columns = """
        version, id, status, agent, source, conversation_id, question, time_zone, created_at, ended_at, duration_ms, answer, sql,
        confidence, model, input_tokens, output_tokens, approval_id, execution_id, transcript, error, feedback, learned_version
        """;

    public static StoredInteraction Read(DbDataReader row)
    {
        var transcript = JsonSerializer.Deserialize<Transcript>(row.GetString(19), JsonSerializerOptions.Web)!;
        return new(row.GetInt64(0), new Interaction
        {
            Id = row.GetString(1),
            Status = Enum.Parse<InteractionStatus>(row.GetString(2), ignoreCase: true),
            Agent = row.Text(3),
            Source = row.GetString(4),
            ConversationId = row.Text(5),
            Question = row.GetString(6),
            TimeZone = row.Text(7),
            CreatedAt = row.InstantOf(8),
            EndedAt = row.Instant(9),
            DurationMs = row.GetDouble(10),
            Answer = row.Text(11),
            Sql = row.Text(12),
            Confidence = row.GetDouble(13),
            Model = row.Text(14),
            InputTokens = row.GetInt64(15),
            OutputTokens = row.GetInt64(16),
            ApprovalId = row.Text(17),
            ExecutionId = row.Text(18),
            Assumptions = transcript.Assumptions,
            MemoriesUsed = transcript.MemoriesUsed,
            Steps = transcript.Steps,
            StandaloneQuestion = transcript.Standalone,
            Fixes = transcript.Fixes.IsDefault ? [] : transcript.Fixes,
            Depth = transcript.Depth,
            AskedBy = transcript.AskedBy,
            Untrusted = transcript.Untrusted,
            Error = FromJson<InteractionError>(row.Text(20)),
            Feedback = FromJson<Feedback>(row.Text(21)),
        },
        row.GetInt64(22));
    }

    public static StoredInteraction ReadWithResult(DbDataReader row)
    {
        var stored = Read(row);
        return stored with { Interaction = stored.Interaction with { Result = FromJson<ResultSet>(row.Text(23)) } };
    }

    public static PastQuestion ReadPast(DbDataReader row) => new(
        row.GetString(0), row.Text(1), row.GetString(2), row.GetString(3), row.Text(4), Enum.Parse<InteractionStatus>(row.GetString(5), ignoreCase: true),
        row.GetDouble(6), FromJson<Feedback>(row.Text(7))?.Verdict, row.InstantOf(8));

    public static (string Name, object? Value)[] Parameters(string tenant, Interaction interaction) =>
    [
        ("@tenant", tenant),
        ("@id", interaction.Id),
        ("@status", StatusText(interaction.Status)),
        ("@agent", interaction.Agent),
        ("@source", interaction.Source),
        ("@conversation", interaction.ConversationId),
        ("@question", interaction.Question),
        ("@timeZone", interaction.TimeZone),
        ("@created", interaction.CreatedAt),
        ("@ended", interaction.EndedAt),
        ("@duration", interaction.DurationMs),
        ("@answer", interaction.Answer),
        ("@sql", interaction.Sql),
        ("@confidence", interaction.Confidence),
        ("@model", interaction.Model),
        ("@input", interaction.InputTokens),
        ("@output", interaction.OutputTokens),
        ("@approval", interaction.ApprovalId),
        ("@execution", interaction.ExecutionId),
        ("@result", ToJson(interaction.Result)),
        ("@transcript", ToJson(new Transcript(interaction.Assumptions, interaction.MemoriesUsed, interaction.Steps, interaction.StandaloneQuestion, interaction.Fixes, interaction.Depth, interaction.AskedBy, interaction.Untrusted))),
        ("@error", ToJson(interaction.Error)),
        ("@feedback", ToJson(interaction.Feedback)),
    ];

    public static string StatusText(InteractionStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    private static string? ToJson<T>(T? value) => value is null ? null : JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T? FromJson<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);

    internal sealed record Transcript(
        ImmutableArray<string> Assumptions, ImmutableArray<MemoryUse> MemoriesUsed, ImmutableArray<InteractionStep> Steps, string? Standalone = null,
        ImmutableArray<StatementFix> Fixes = default, int Depth = 0, string AskedBy = "local", bool Untrusted = false);
}
