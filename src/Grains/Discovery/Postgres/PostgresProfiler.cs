using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>
/// Profiles the columns of tables: small tables are read whole; of large ones the server's statistics tell, and a sample of blocks where
/// those say too little; views are looked into. All of it within a time limit, small tables first.
/// </summary>
internal sealed class PostgresProfiler(NpgsqlConnection connection, TimeProvider timeProvider)
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    private const string TableLimits =
        "SELECT set_config('statement_timeout', '3s', false), set_config('lock_timeout', '200ms', false), set_config('jit', 'off', false)";

    private const string ViewLimits = "SELECT set_config('statement_timeout', '250ms', false)";

    private readonly PostgresScan _scan = new(connection);

    /// <summary>Finds out about tables and views what can be told in time.</summary>
    public async Task ProfileAsync(IReadOnlyList<PostgresProfile> profiles, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        await connection.ExecuteAsync(TableLimits, cancellationToken);
        var tables = profiles.Where(p => p.Relation is { IsReadable: true, Kind: 'r' or 'p' or 'm' }).OrderBy(p => p.Rows ?? PostgresScan.MostRows).ToList();
        foreach (var profile in tables.Where(p => p.Relation.Rows <= PostgresScan.MostRows))
        {
            if (timeProvider.GetElapsedTime(started) < MostTime)
            {
                await _scan.ReadAsync(profile, cancellationToken);
            }
        }

        var rest = tables.FindAll(p => !p.IsComplete);
        await PostgresStatistics.ReadAsync(connection, rest, cancellationToken);
        foreach (var profile in rest)
        {
            if (timeProvider.GetElapsedTime(started) < MostTime)
            {
                await _scan.SampleAsync(profile, cancellationToken);
            }
        }

        await connection.ExecuteAsync(ViewLimits, cancellationToken);
        foreach (var profile in profiles.Where(p => p.Relation is { IsReadable: true, Kind: 'v' }))
        {
            if (timeProvider.GetElapsedTime(started) < MostTime)
            {
                await _scan.LookIntoAsync(profile, cancellationToken);
            }
        }
    }
}
