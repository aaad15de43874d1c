using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Sqlite;

/// <summary>The pools of every source, one to read and one to write; a pool whose settings or file are no longer the present ones is replaced.</summary>
internal sealed class SqlitePools(SqliteFiles files, IOptions<ExecutionOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>SQLite has one writer at a time; the second session begins as the first ends.</summary>
    private const int WritingSessions = 2;

    private readonly ConcurrentDictionary<(SourceKey Key, bool Writing), SqlitePool> _pools = new();

    /// <summary>The pool of a source; a file is looked for only when there is none that serves.</summary>
    public Outcome<SqlitePool> For(SourceKey key, SourceSettings settings, bool writing = false)
    {
        var resolved = EnvironmentReference.Resolve(settings.ConnectionString);
        if (!resolved.Succeeded)
        {
            return Problem.Unavailable("sourceUnavailable", resolved.Problem.Message);
        }

        if (_pools.TryGetValue((key, writing), out var pool) && pool.Serves(settings, resolved.Value))
        {
            return pool;
        }

        var path = files.Locate(settings.ConnectionString, key.Source);
        if (!path.Succeeded)
        {
            Drop(key);
            return path.Problem;
        }

        return Replace((key, writing), new SqlitePool(settings, resolved.Value, path.Value, writing ? WritingSessions : options.Value.ConnectionsPerSource, time, writing));
    }

    /// <summary>Closes the sessions of a source that is gone.</summary>
    public void Drop(SourceKey key)
    {
        Drop((key, false));
        Drop((key, true));
    }

    public void Dispose()
    {
        foreach (var key in _pools.Keys)
        {
            Drop(key);
        }
    }

    private void Drop((SourceKey, bool) key)
    {
        if (_pools.TryRemove(key, out var pool))
        {
            pool.Dispose();
        }
    }

    private SqlitePool Replace((SourceKey, bool) key, SqlitePool made)
    {
        _pools.AddOrUpdate(key, made, (_, old) =>
        {
            old.Dispose();
            return made;
        });
        return made;
    }
}
