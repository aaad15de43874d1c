using System.Collections.Immutable;
using System.Globalization;
using AgentCluster.Storage;

namespace AgentCluster.Interactions.Sqlite;

internal sealed class SqliteInteractionStore(SqlitePlatform database) : IInteractionStore
{
    public Task<bool> InsertAsync(string tenant, Interaction interaction, CancellationToken cancellationToken)
    {
        var parameters = InteractionRow.Parameters(tenant, interaction);
        return database.WriteAsync(
            connection => connection.Execute(
                """
                INSERT INTO agent_interaction
                    (tenant, id, version, status, agent, source, conversation_id, question, time_zone, created_at, transcript)
                VALUES (@tenant, @id, 1, @status, @agent, @source, @conversation, @question, @timeZone, @created, @transcript)
                ON CONFLICT DO NOTHING
                """,
                parameters) == 1,
            cancellationToken);
    }

    public Task<bool> UpdateAsync(string tenant, long version, Interaction interaction, CancellationToken cancellationToken)
    {
        (string, object?)[] parameters = [.. InteractionRow.Parameters(tenant, interaction), ("@version", version)];
        return database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE agent_interaction SET
                    version = version + 1, status = @status, agent = @agent, ended_at = @ended, duration_ms = @duration,
                    answer = @answer, sql = @sql, confidence = @confidence, model = @model, input_tokens = @input, output_tokens = @output,
                    approval_id = @approval, execution_id = @execution, result = @result, transcript = @transcript, error = @error, feedback = @feedback
                WHERE tenant = @tenant AND id = @id AND version = @version
                """,
                parameters) == 1,
            cancellationToken);
    }

    public Task<StoredInteraction?> ReadAsync(string tenant, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                InteractionRow.ReadWithResult,
                $"SELECT {InteractionRow.Columns}, result FROM agent_interaction WHERE tenant = @tenant AND id = @id",
                ("@tenant", tenant), ("@id", id)).FirstOrDefault(),
            cancellationToken);

    public Task<Outcome<Page<Interaction>>> ListAsync(string tenant, InteractionQuery query, CancellationToken cancellationToken)
    {
        if (!TryParseCursor(query.Cursor, out var before, out var beforeId))
        {
            return Task.FromResult<Outcome<Page<Interaction>>>(Problem.Invalid("cursor", "This is not a cursor of this list; leave it out to start at the newest."));
        }

        return database.ReadAsync<Outcome<Page<Interaction>>>(
            connection =>
            {
                var rows = connection.Query(
                    row => InteractionRow.Read(row).Interaction,
                    $"""
                    SELECT {InteractionRow.Columns} FROM agent_interaction
                    WHERE tenant = @tenant AND (@agent IS NULL OR agent = @agent) AND (@conversation IS NULL OR conversation_id = @conversation)
                      AND (@status IS NULL OR status = @status) AND (@since IS NULL OR created_at >= @since)
                      AND (@before IS NULL OR (created_at, id) < (@before, @beforeId))
                    ORDER BY created_at DESC, id DESC LIMIT @limit
                    """,
                    ("@tenant", tenant), ("@agent", query.Agent), ("@conversation", query.ConversationId),
                    ("@status", query.Status is { } status ? InteractionRow.StatusText(status) : null),
                    ("@since", query.Since?.ToUnixTimeMilliseconds()), ("@before", before), ("@beforeId", beforeId), ("@limit", query.Limit + 1));
                var more = rows.Count > query.Limit;
                var items = rows.Take(query.Limit).ToImmutableArray();
                return new Page<Interaction> { Items = items, Next = more ? CursorOf(items[^1]) : null };
            },
            cancellationToken);
    }

    public Task<ImmutableArray<string>> UnfinishedAsync(string tenant, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                row => row.GetString(0),
                "SELECT id FROM agent_interaction WHERE tenant = @tenant AND status = 'running' ORDER BY id",
                ("@tenant", tenant)).ToImmutableArray(),
            cancellationToken);

    public Task<ImmutableArray<string>> AgentsToLearnAsync(string tenant, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                row => row.GetString(0),
                "SELECT DISTINCT agent FROM agent_interaction WHERE tenant = @tenant AND agent IS NOT NULL AND ended_at IS NOT NULL AND learned_version < version",
                ("@tenant", tenant)).ToImmutableArray(),
            cancellationToken);

    public Task<ImmutableArray<StoredInteraction>> UnlearnedAsync(string tenant, string agent, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                InteractionRow.Read,
                $"""
                SELECT {InteractionRow.Columns} FROM agent_interaction
                WHERE tenant = @tenant AND agent = @agent AND ended_at IS NOT NULL AND learned_version < version ORDER BY id LIMIT @limit
                """,
                ("@tenant", tenant), ("@agent", agent), ("@limit", limit)).ToImmutableArray(),
            cancellationToken);

    public Task MarkLearnedAsync(string tenant, ImmutableArray<StoredInteraction> learned, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                foreach (var stored in learned)
                {
                    connection.Execute(
                        "UPDATE agent_interaction SET learned_version = @version WHERE tenant = @tenant AND id = @id AND version = @version",
                        ("@tenant", tenant), ("@id", stored.Interaction.Id), ("@version", stored.Version));
                }

                return learned.Length;
            },
            cancellationToken);

    public Task<ImmutableArray<PastQuestion>> EndedAsync(
        string tenant, string? source, DateTimeOffset since, PastQuestion? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                InteractionRow.ReadPast,
                Ended(ofSource: source is not null, older: after is not null),
                ("@tenant", tenant), ("@source", source), ("@since", since.ToUnixTimeMilliseconds()),
                ("@before", after?.AskedAt.ToUnixTimeMilliseconds()), ("@beforeId", after?.Id), ("@limit", limit)).ToImmutableArray(),
            cancellationToken);

    /// <summary>Newest first. A condition that a NULL may switch off would keep the planner from the indexes.</summary>
    internal static string Ended(bool ofSource, bool older) =>
        $"""
        SELECT id, agent, source, question, sql, status, confidence, feedback, created_at FROM agent_interaction
        WHERE tenant = @tenant AND ended_at IS NOT NULL AND created_at >= @since
          {(ofSource ? "AND source = @source" : "")} {(older ? "AND (created_at, id) < (@before, @beforeId)" : "")}
        ORDER BY created_at DESC, id DESC LIMIT @limit
        """;

    private static string CursorOf(Interaction last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.ToUnixTimeMilliseconds()}.{last.Id}");

    private static bool TryParseCursor(string? cursor, out long? before, out string? id)
    {
        (before, id) = (null, null);
        if (cursor is null)
        {
            return true;
        }

        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1 || !long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var instant))
        {
            return false;
        }

        (before, id) = (instant, cursor[(dot + 1)..]);
        return true;
    }
}
