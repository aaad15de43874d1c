using AgentCluster.Storage;

namespace AgentCluster.Tools.Statistics;

/// <summary>Table <c>agent_tool</c>, and the figures in <c>agent_tool_version</c>.</summary>
internal sealed class ToolUseStore(IPlatformDatabase database)
{
    /// <summary>Adds what was counted of a tenant's tools, in one transaction.</summary>
    public Task AddAsync(string tenant, IReadOnlyCollection<(string Name, int Version, ToolUse Use)> uses, CancellationToken cancellationToken) =>
        database.WriteAsync(
            tenant,
            async session =>
            {
                foreach (var (name, version, use) in uses)
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO agent_tool (tenant, name, calls, failures, duration_ms, last_used_at)
                        VALUES (@tenant, @name, @calls, @failures, @duration, @used)
                        ON CONFLICT (tenant, name) DO UPDATE SET calls = agent_tool.calls + excluded.calls, failures = agent_tool.failures + excluded.failures,
                            duration_ms = agent_tool.duration_ms + excluded.duration_ms, last_used_at = excluded.last_used_at
                        """,
                        ("@tenant", tenant), ("@name", name), ("@calls", use.Calls), ("@failures", use.Failures), ("@duration", use.DurationMs), ("@used", use.LastUsedAt));
                    await session.ExecuteAsync(
                        """
                        UPDATE agent_tool_version SET calls = calls + @calls, failures = failures + @failures
                        WHERE tenant = @tenant AND name = @name AND version = @version
                        """,
                        ("@calls", use.Calls), ("@failures", use.Failures), ("@tenant", tenant), ("@name", name), ("@version", version));
                }

                return uses.Count;
            },
            cancellationToken);

    /// <summary>The figures of every tool that was ever called.</summary>
    public async Task<IReadOnlyDictionary<string, ToolUse>> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            tenant,
            session => session.QueryAsync(
                row => (Name: row.GetString(0), Use: new ToolUse(row.GetInt64(1), row.GetInt64(2), row.GetDouble(3), row.InstantOf(4))),
                "SELECT name, calls, failures, duration_ms, last_used_at FROM agent_tool WHERE tenant = @tenant",
                ("@tenant", tenant)),
            cancellationToken);
        return rows.ToDictionary(row => row.Name, row => row.Use, StringComparer.Ordinal);
    }
}
