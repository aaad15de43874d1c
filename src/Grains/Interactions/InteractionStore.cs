using System.Collections.Immutable;
using AgentCluster.Storage;

namespace AgentCluster.Interactions;

internal sealed class InteractionStore(IPlatformDatabase database) : IInteractionStore
{
    public Task<bool> InsertAsync(string tenant, Interaction interaction, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            async session => await session.ExecuteAsync(
                """
                INSERT INTO agent_interaction
                    (tenant, id, version, status, agent, source, conversation_id, question, time_zone, created_at, transcript)
                VALUES (@tenant, @id, 1, @status, @agent, @source, @conversation, @question, @timeZone, @created, @transcript)
                ON CONFLICT DO NOTHING
                """,
                InteractionRow.Parameters(tenant, interaction)) == 1,
            cancellationToken);

    public Task<bool> UpdateAsync(string tenant, long version, Interaction interaction, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            async session => await session.ExecuteAsync(
                """
                UPDATE agent_interaction SET
                    version = version + 1, status = @status, agent = @agent, ended_at = @ended, duration_ms = @duration,
                    answer = @answer, sql = @sql, confidence = @confidence, model = @model, input_tokens = @input, output_tokens = @output,
                    approval_id = @approval, execution_id = @execution, result = @result, transcript = @transcript, error = @error, feedback = @feedback
                WHERE tenant = @tenant AND id = @id AND version = @version
                """,
                [.. InteractionRow.Parameters(tenant, interaction), ("@version", version)]) == 1,
            cancellationToken);

    public Task<StoredInteraction?> ReadAsync(string tenant, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            tenant,
            session => session.FirstAsync(
                InteractionRow.ReadWithResult,
                $"SELECT {InteractionRow.Columns}, result FROM agent_interaction WHERE tenant = @tenant AND id = @id",
                ("@tenant", tenant), ("@id", id)),
            cancellationToken);

    public async Task<Outcome<Page<Interaction>>> ListAsync(string tenant, InteractionQuery query, CancellationToken cancellationToken)
    {
        var cursor = PageCursor.Parse(query.Cursor);
        if (!cursor.Succeeded)
        {
            return cursor.Problem;
        }

        var rows = await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                row => InteractionRow.Read(row).Interaction,
                $"""
                SELECT {InteractionRow.Columns} FROM agent_interaction
                WHERE tenant = @tenant AND (agent = @agent OR @agent IS NULL) AND (conversation_id = @conversation OR @conversation IS NULL)
                  AND (status = @status OR @status IS NULL) AND (created_at >= @since OR @since IS NULL)
                  AND ((created_at, id) < (@before, @beforeId) OR @before IS NULL)
                ORDER BY created_at DESC, id DESC LIMIT @limit
                """,
                ("@tenant", tenant), ("@agent", query.Agent), ("@conversation", query.ConversationId),
                ("@status", query.Status is { } status ? InteractionRow.StatusText(status) : null),
                ("@since", query.Since), ("@before", cursor.Value.Before), ("@beforeId", cursor.Value.BeforeId), ("@limit", query.Limit + 1)),
            cancellationToken);
        return PageCursor.Cut(rows, query.Limit, last => new(last.CreatedAt, last.Id));
    }

    public async Task<ImmutableArray<string>> UnfinishedAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                row => row.GetString(0),
                "SELECT id FROM agent_interaction WHERE tenant = @tenant AND ended_at IS NULL ORDER BY id",
                ("@tenant", tenant)),
            cancellationToken),
    ];

    public async Task<ImmutableArray<string>> AgentsToLearnAsync(string tenant, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                row => row.GetString(0),
                "SELECT DISTINCT agent FROM agent_interaction WHERE tenant = @tenant AND agent IS NOT NULL AND ended_at IS NOT NULL AND learned_version < version",
                ("@tenant", tenant)),
            cancellationToken),
    ];

    public async Task<ImmutableArray<StoredInteraction>> UnlearnedAsync(string tenant, string agent, int limit, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                InteractionRow.Read,
                $"""
                SELECT {InteractionRow.Columns} FROM agent_interaction
                WHERE tenant = @tenant AND agent = @agent AND ended_at IS NOT NULL AND learned_version < version ORDER BY id LIMIT @limit
                """,
                ("@tenant", tenant), ("@agent", agent), ("@limit", limit)),
            cancellationToken),
    ];

    public Task MarkLearnedAsync(string tenant, ImmutableArray<StoredInteraction> learned, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            session => session.ExecuteManyAsync(
                "UPDATE agent_interaction SET learned_version = @version WHERE tenant = @tenant AND id = @id AND version = @version",
                [.. learned.Select(stored => new (string, object?)[] { ("@version", stored.Version), ("@tenant", tenant), ("@id", stored.Interaction.Id) })]),
            cancellationToken);

    public async Task<ImmutableArray<PastQuestion>> EndedAsync(
        string tenant, string? source, DateTimeOffset since, PastQuestion? after, int limit, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                InteractionRow.ReadPast,
                Ended(ofSource: source is not null, older: after is not null),
                ("@tenant", tenant), ("@source", source), ("@since", since), ("@before", after?.AskedAt), ("@beforeId", after?.Id), ("@limit", limit)),
            cancellationToken),
    ];

    /// <summary>Newest first. A condition that a NULL may switch off would keep the planner from the indexes.</summary>
    internal static string Ended(bool ofSource, bool older) =>
        $"""
        SELECT id, agent, source, question, sql, status, confidence, feedback, created_at FROM agent_interaction
        WHERE tenant = @tenant AND ended_at IS NOT NULL AND created_at >= @since
          {(ofSource ? "AND source = @source" : "")} {(older ? "AND (created_at, id) < (@before, @beforeId)" : "")}
        ORDER BY created_at DESC, id DESC LIMIT @limit
        """;
}
