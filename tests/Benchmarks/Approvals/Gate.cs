using System.Globalization;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Benchmarks.Approvals;

/// <summary>Holds every session that comes to a crash point, for as long as it is closed.</summary>
internal sealed class Gate : IAsyncDisposable
{
    /// <summary>Key of the advisory lock.</summary>
    public const int Key = 4711;

    private readonly NpgsqlConnection _connection;
    private readonly CrashPoint _point;

    private Gate(NpgsqlConnection connection, CrashPoint point) => (_connection, _point) = (connection, point);

    /// <summary>Closes it: by the advisory lock that its trigger waits for, or by locks on the rows of some actions.</summary>
    public static async Task<Gate> CloseAsync(CrashPoint point, string database, IEnumerable<int> actions)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var gate = new Gate(connection, point);
        if (point.Table is null)
        {
            var ids = string.Join(", ", actions.Select(action => action.ToString(CultureInfo.InvariantCulture)));
            await gate.RunAsync($"BEGIN; SELECT 1 FROM counter WHERE id IN ({ids}) FOR UPDATE");
        }
        else
        {
            await PostgresServer.ExecuteAsync(database, point.Trigger);
            await gate.RunAsync($"SELECT pg_advisory_lock({Key})");
        }

        return gate;
    }

    /// <summary>Returns when somebody is held.</summary>
    public async Task<bool> HoldsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < patience)
        {
            await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", _connection);
            if ((long)(await command.ExecuteScalarAsync(cancellationToken))! > 0)
            {
                return true;
            }

            await Task.Delay(20, cancellationToken);
        }

        return false;
    }

    /// <summary>Opens it. Sessions that it holds go on to their end, or are broken with what they have not committed.</summary>
    public async Task OpenAsync(bool breaking)
    {
        if (breaking)
        {
            await RunAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        }

        await RunAsync(_point.Table is null ? "ROLLBACK" : $"SELECT pg_advisory_unlock({Key})");
        if (_point.Table is not null)
        {
            await RunAsync($"DROP TRIGGER gate ON {_point.Table}");
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}
