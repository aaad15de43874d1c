using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentCluster.Execution.Redaction;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Audit;

/// <summary>Table <c>agent_execution_log</c>: each step of an action is one row, written in the transaction of the step, and never changed.</summary>
public static class ExecutionLog
{
    private static int _added;

    /// <summary>Appends a row; it is sealed into the tenant's chain within seconds of the commit.</summary>
    /// <param name="session">The transaction of what is recorded.</param>
    /// <param name="entry">What is recorded.</param>
    public static Task AddAsync(PlatformSession session, LogEntry entry) => session.ExecuteAsync(
        """
        INSERT INTO agent_execution_log
            (tenant, id, at, event, execution_id, interaction_id, approval_id, agent, tool, source, verdict, risk, status, row_count, duration_ms,
             by, reasons, error, arguments, digest)
        VALUES (@tenant, @id, @at, @event, @execution, @interaction, @approval, @agent, @tool, @source, @verdict, @risk, @status, @rows, @duration,
                @by, @reasons, @error, @arguments, @digest)
        """,
        ("@tenant", entry.Tenant), ("@id", NewId(entry.At)), ("@at", entry.At), ("@event", Name<AuditEvent>(entry.Event)),
        ("@execution", entry.ExecutionId), ("@interaction", entry.InteractionId), ("@approval", entry.ApprovalId),
        ("@agent", entry.Agent), ("@tool", entry.Tool), ("@source", entry.Source),
        ("@verdict", Name(entry.Verdict)), ("@risk", Name(entry.Risk)), ("@status", Name(entry.Status)),
        ("@rows", entry.Rows), ("@duration", entry.Duration?.TotalMilliseconds), ("@by", entry.By),
        ("@reasons", JsonSerializer.Serialize(entry.Reasons.Select(Redactor.Redact))),
        ("@error", entry.Error is null ? null : Redactor.Redact(entry.Error)), ("@arguments", entry.Arguments is null ? null : Redactor.RedactJson(entry.Arguments)), ("@digest", DigestOf(entry.Tool, entry.Arguments, entry.Sql)));

    /// <summary>SHA-256 in hex over what was to be done: equal for the same tool, arguments and statement; null where there is none of them.</summary>
    internal static string? DigestOf(string? tool, string? arguments, string? sql) => tool is null && arguments is null && sql is null
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { tool, arguments, sql }))));

    private static string? Name<T>(T? value)
        where T : struct, Enum => value is { } given ? JsonNamingPolicy.CamelCase.ConvertName(given.ToString()) : null;

    // By time and then by the order of this process, in which the rows of one transaction are sealed.
    private static string NewId(DateTimeOffset at) =>
        $"{at.ToUnixTimeMilliseconds():x12}{(uint)Interlocked.Increment(ref _added):x8}{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
}
