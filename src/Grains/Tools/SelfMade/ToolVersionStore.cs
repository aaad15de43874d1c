using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentCluster.Storage;

namespace AgentCluster.Tools.SelfMade;

/// <summary>Table <c>agent_tool_version</c>: content is written once, states change by conditional updates.</summary>
internal sealed class ToolVersionStore(IPlatformDatabase database, TimeProvider time)
{
    private const string Columns = "name, version, execution_id, state, author, description, definition, report, reason, calls, failures, created_at, published_at";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>A definition as it is stored and shown.</summary>
    public static string ToJson(ToolDefinition definition) => JsonSerializer.Serialize(definition, Format);

    /// <summary>Adds a draft as the tool's next version; the same call adds one.</summary>
    public Task<ToolVersion> AddAsync(string tenant, string executionId, string name, string author, string description, ToolDefinition definition, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            async session =>
            {
                // Whoever adds a version at the same time takes the number; the next one is free then.
                while (true)
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO agent_tool_version (tenant, name, version, execution_id, state, author, description, definition, created_at)
                        SELECT @tenant, @name, COALESCE(MAX(version), 0) + 1, @execution, 'Draft', @author, @description, @definition, @now
                        FROM agent_tool_version WHERE tenant = @tenant AND name = @name
                        ON CONFLICT DO NOTHING
                        """,
                        ("@tenant", tenant), ("@name", name), ("@execution", executionId), ("@author", author), ("@description", description),
                        ("@definition", ToJson(definition)), ("@now", time.GetUtcNow()));
                    if (await ByExecutionAsync(session, tenant, executionId) is { } added)
                    {
                        return added;
                    }
                }
            },
            cancellationToken);

    /// <summary>The version that a call proposed, or null.</summary>
    public Task<ToolVersion?> FindAsync(string tenant, string executionId, CancellationToken cancellationToken) =>
        database.ReadAsync(tenant, session => ByExecutionAsync(session, tenant, executionId), cancellationToken);

    /// <summary>Every version of a tool, or of all of them, the newest first.</summary>
    public async Task<ImmutableArray<ToolVersion>> ListAsync(string tenant, string? name, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                Read,
                $"SELECT {Columns} FROM agent_tool_version WHERE tenant = @tenant AND (CAST(@name AS text) IS NULL OR name = @name) ORDER BY name, version DESC",
                ("@tenant", tenant), ("@name", name)),
            cancellationToken),
    ];

    /// <summary>Notes what came of a draft's cases.</summary>
    public Task ReportAsync(string tenant, ToolVersion version, ToolReport report, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteAsync(
                """
                UPDATE agent_tool_version SET report = @report, state = @state
                WHERE tenant = @tenant AND name = @name AND version = @version AND state = 'Draft'
                """,
                ("@report", JsonSerializer.Serialize(report, Format)), ("@state", (report.Passed ? ToolState.Tested : ToolState.Draft).ToString()),
                ("@tenant", tenant), ("@name", version.Name), ("@version", version.Version)),
            cancellationToken);

    /// <summary>Moves a version from one state to another; false when it was in neither the one nor the other.</summary>
    public Task<bool> MoveAsync(string tenant, ToolVersion version, ToolState from, ToolState to, string? reason, CancellationToken cancellationToken) =>
        database.WriteAsync(tenant, session => MoveAsync(session, tenant, version, from, to, reason), cancellationToken);

    /// <summary>Takes back, in the caller's transaction, a version that people were asked about in vain.</summary>
    public static Task DropAsync(PlatformSession session, string tenant, string executionId, string reason) => session.ExecuteAsync(
        """
        UPDATE agent_tool_version SET state = 'Deprecated', reason = @reason
        WHERE tenant = @tenant AND execution_id = @execution AND state = 'AwaitingApproval'
        """,
        ("@reason", reason), ("@tenant", tenant), ("@execution", executionId));

    /// <summary>Publishes a version in place of the one published now, in one transaction; false when it is not in the state given.</summary>
    public Task<bool> PublishAsync(string tenant, ToolVersion version, ToolState from, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            async session =>
            {
                if (!await MoveAsync(session, tenant, version, from, ToolState.Published, null))
                {
                    return false;
                }

                await session.ExecuteAsync(
                    """
                    UPDATE agent_tool_version SET state = 'Deprecated', reason = @reason
                    WHERE tenant = @tenant AND name = @name AND version <> @version AND state = 'Published'
                    """,
                    ("@reason", $"Version {version.Version} took its place."), ("@tenant", tenant), ("@name", version.Name), ("@version", version.Version));
                return true;
            },
            cancellationToken);

    private async Task<bool> MoveAsync(PlatformSession session, string tenant, ToolVersion version, ToolState from, ToolState to, string? reason)
    {
        await session.ExecuteAsync(
            """
            UPDATE agent_tool_version SET state = @to, reason = @reason, published_at = COALESCE(published_at, @published)
            WHERE tenant = @tenant AND name = @name AND version = @version AND state = @from
            """,
            ("@to", to.ToString()), ("@reason", reason), ("@published", to == ToolState.Published ? time.GetUtcNow() : (DateTimeOffset?)null),
            ("@tenant", tenant), ("@name", version.Name), ("@version", version.Version), ("@from", from.ToString()));
        return (await ByExecutionAsync(session, tenant, version.ExecutionId))?.State == to;
    }

    private static Task<ToolVersion?> ByExecutionAsync(PlatformSession session, string tenant, string executionId) => session.FirstAsync(
        Read,
        $"SELECT {Columns} FROM agent_tool_version WHERE tenant = @tenant AND execution_id = @execution",
        ("@tenant", tenant), ("@execution", executionId))!;

    private static ToolVersion Read(DbDataReader row) => new()
    {
        Name = row.GetString(0),
        Version = row.GetInt32(1),
        ExecutionId = row.GetString(2),
        State = Enum.Parse<ToolState>(row.GetString(3)),
        Author = row.GetString(4),
        Description = row.GetString(5),
        Definition = JsonSerializer.Deserialize<ToolDefinition>(row.GetString(6), Format)!,
        Report = row.Text(7) is { } report ? JsonSerializer.Deserialize<ToolReport>(report, Format) : null,
        Reason = row.Text(8),
        Calls = row.GetInt64(9),
        Failures = row.GetInt64(10),
        CreatedAt = row.InstantOf(11),
        PublishedAt = row.Instant(12),
    };
}
