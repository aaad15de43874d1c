using System.Collections.Immutable;
using AgentCluster.Storage;

namespace AgentCluster.Execution.Audit;

/// <summary>Seals and reads tables <c>agent_execution_log</c> and <c>execution_log_head</c>.</summary>
internal sealed class ExecutionLogStore(IPlatformDatabase database)
{
    /// <summary>Most rows of one transaction that seals, and of one page of a verification.</summary>
    public const int PageSize = 1_000;

    /// <summary>
    /// Numbers and hashes rows that are not sealed yet, at most <see cref="PageSize"/>. Whoever moves the head from where it was read seals;
    /// another that read the same waits for it, changes nothing, and comes again.
    /// </summary>
    /// <returns>The head after it, and whether there may be more to seal.</returns>
    public Task<(ChainHead Head, bool More)> SealAsync(string tenant, CancellationToken cancellationToken) => database.WriteAsync(
        tenant,
        async session =>
        {
            var head = await HeadAsync(session, tenant);
            var rows = await session.QueryAsync(
                LogRow.Read,
                $"SELECT {LogRow.Columns} FROM agent_execution_log WHERE tenant = @tenant AND seq IS NULL ORDER BY id LIMIT @limit",
                ("@tenant", tenant), ("@limit", PageSize));
            if (rows.Count == 0)
            {
                return (head, false);
            }

            var sealedRows = new List<LogRow>(rows.Count);
            var next = head;
            foreach (var row in rows.Select(row => next.Seal(tenant, row)))
            {
                sealedRows.Add(row);
                next = new(row.Seq, row.Hash);
            }

            return await MoveHeadAsync(session, tenant, head, next) ? await SealAsync(session, tenant, sealedRows, next) : (head, true);
        },
        cancellationToken);

    /// <summary>The end of the chain as the database has it, and how many rows are sealed: by one statement, so that nothing comes between them.</summary>
    public Task<(ChainHead Head, long Rows)> EndAsync(string tenant, CancellationToken cancellationToken) => database.ReadAsync(
        tenant,
        session => session.FirstAsync(
            row => (row.IsDBNull(0) ? ChainHead.Start : new(row.GetInt64(0), row.GetString(1)), row.GetInt64(2)),
            """
            SELECT h.seq, h.hash, l.sealed FROM (SELECT COUNT(seq) AS sealed FROM agent_execution_log WHERE tenant = @tenant) l
            LEFT JOIN execution_log_head h ON h.tenant = @tenant
            """,
            ("@tenant", tenant)),
        cancellationToken);

    /// <summary>Sealed rows in the order of the chain.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="after">Only rows with greater numbers.</param>
    /// <param name="since">Only rows of that time or later, or null.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async Task<ImmutableArray<LogRow>> ListAsync(string tenant, long after, DateTimeOffset? since, int limit, CancellationToken cancellationToken) =>
    [
        .. await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                LogRow.Read,
                since is null
                    ? $"SELECT {LogRow.Columns} FROM agent_execution_log WHERE tenant = @tenant AND seq > @after ORDER BY seq LIMIT @limit"
                    : $"""
                    SELECT {LogRow.Columns} FROM agent_execution_log
                    WHERE tenant = @tenant AND seq > @after AND at >= @since
                      AND seq >= (SELECT MIN(seq) FROM agent_execution_log WHERE tenant = @tenant AND at >= @since)
                    ORDER BY seq LIMIT @limit
                    """,
                ("@tenant", tenant), ("@after", after), ("@since", since), ("@limit", limit)),
            cancellationToken),
    ];

    private static async Task<ChainHead> HeadAsync(PlatformSession session, string tenant) =>
        await session.QueryAsync(
            row => new ChainHead(row.GetInt64(0), row.GetString(1)),
            "SELECT seq, hash FROM execution_log_head WHERE tenant = @tenant",
            ("@tenant", tenant)) is [var head] ? head : ChainHead.Start;

    private static async Task<bool> MoveHeadAsync(PlatformSession session, string tenant, ChainHead from, ChainHead to) => await session.ExecuteAsync(
        """
        INSERT INTO execution_log_head (tenant, seq, hash) VALUES (@tenant, @seq, @hash)
        ON CONFLICT (tenant) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
        WHERE execution_log_head.seq = @from AND execution_log_head.hash = @fromHash
        """,
        ("@tenant", tenant), ("@seq", to.Seq), ("@hash", to.Hash), ("@from", from.Seq), ("@fromHash", from.Hash)) == 1;

    private static async Task<(ChainHead Head, bool More)> SealAsync(PlatformSession session, string tenant, List<LogRow> rows, ChainHead head)
    {
        var changed = await session.ExecuteManyAsync(
            "UPDATE agent_execution_log SET seq = @seq, hash = @hash WHERE tenant = @tenant AND id = @id AND seq IS NULL",
            [.. rows.Select(row => new (string, object?)[] { ("@seq", row.Seq), ("@hash", row.Hash), ("@tenant", tenant), ("@id", row.Id) })]);
        return changed == rows.Count
            ? (head, rows.Count == PageSize)
            : throw new AgentClusterException($"{rows.Count - changed} rows of the execution log were sealed by somebody who does not hold its head.");
    }
}
