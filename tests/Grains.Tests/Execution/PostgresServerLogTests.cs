namespace AgentCluster.Grains.Tests.Execution;

public sealed class PostgresServerLogTests
{
    // The tests' server writes its log beside its data; where a given server writes it cannot be known.
    private const string Log =
        """
        SELECT CASE WHEN (pg_stat_file(path, true)).size > 0 THEN pg_read_file(path) END
        FROM regexp_replace(current_setting('data_directory'), '/data$', '/log') path
        """;

    [Fact]
    public async Task Inspection_LeavesNeitherTreesNorLiteralsInTheServersLog()
    {
        await using var bench = await PostgresBench.CreateAsync();
        var (secret, told) = ($"secret{Guid.NewGuid():N}", $"told{Guid.NewGuid():N}");

        await bench.InspectAsync($"SELECT '{secret}'");
        await bench.InspectAsync($"SELECT '{secret}' FROM no_such_table");
        await bench.ChangeAsync($"SET debug_print_rewritten = on; SELECT '{told}'");

        if (await bench.ValueAsync(Log) is string log)
        {
            Assert.Contains(told, log, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        }
    }
}
