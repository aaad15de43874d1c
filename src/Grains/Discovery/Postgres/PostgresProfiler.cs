using Npgsql;

namespace AgentCluster.Discovery.Postgres;

/// <summary>
/// Profiles the columns of tables: small tables are read whole; of large ones the server's statistics tell, and a sample of blocks where
/// those say too little; views are looked into. All of it within a time limit, small tables first.
/// </summary>
/// <param name="connection">A connection of a login that may do nothing but read.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="isReadAsync">Whether a statement reads nothing but what may be seen.</param>
internal sealed class PostgresProfiler(NpgsqlConnection connection, TimeProvider timeProvider, Func<string, CancellationToken, Task<bool>> isReadAsync)
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    private const string TableLimits =
        "SELECT set_config('statement_timeout', '3s', false), set_config('lock_timeout', '200ms', false), set_config('jit', 'off', false)";

    private const string ViewLimits = "SELECT set_config('statement_timeout', '250ms', false)";

    private readonly PostgresScan _scan = new(connection);
    private readonly long _started = timeProvider.GetTimestamp();

    /// <summary>Finds out about tables and views what can be told in time.</summary>
    public async Task ProfileAsync(IReadOnlyCollection<PostgresProfile> profiles, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(TableLimits, cancellationToken);
        var tables = await OpenAsync(profiles.Where(p => p.Relation.Kind is 'r' or 'p' or 'm').OrderBy(p => p.Rows ?? PostgresScan.MostRows), cancellationToken);
        await EachAsync(tables.Where(p => p.Relation.Rows <= PostgresScan.MostRows), _scan.ReadAsync, cancellationToken);

        var rest = tables.FindAll(p => !p.IsComplete);
        await PostgresStatistics.ReadAsync(connection, rest, cancellationToken);
        await EachAsync(rest, _scan.SampleAsync, cancellationToken);

        await connection.ExecuteAsync(ViewLimits, cancellationToken);
        await EachAsync(await OpenAsync(profiles.Where(p => p.Relation.Kind == 'v'), cancellationToken), _scan.LookIntoAsync, cancellationToken);
    }

    private async Task EachAsync(IEnumerable<PostgresProfile> profiles, Func<PostgresProfile, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        foreach (var profile in profiles)
        {
            if (timeProvider.GetElapsedTime(_started) < MostTime)
            {
                await work(profile, cancellationToken);
            }
        }
    }

    /// <summary>Those whose rows may be looked at. A plain table is read without what inherits from it; a view and a partitioned table are asked about.</summary>
    private async Task<List<PostgresProfile>> OpenAsync(IEnumerable<PostgresProfile> profiles, CancellationToken cancellationToken)
    {
        var open = new List<PostgresProfile>();
        foreach (var profile in profiles.Where(p => p.Relation.IsReadable))
        {
            if (profile.Relation.Kind is 'r' or 'm'
                || (timeProvider.GetElapsedTime(_started) < MostTime && await isReadAsync($"SELECT * FROM {PostgresScan.NameOf(profile)}", cancellationToken)))
            {
                open.Add(profile);
            }
        }

        return open;
    }
}
