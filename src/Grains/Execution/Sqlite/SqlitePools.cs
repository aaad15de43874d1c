using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Sqlite;

/// <summary>The pool of every source; a pool whose settings or file are no longer the present ones is replaced.</summary>
internal sealed class SqlitePools(SqliteFiles files, IOptions<ExecutionOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<SourceKey, SqlitePool> _pools = new();

    /// <summary>The pool of a source; a file is looked for only when there is none that serves.</summary>
    public Outcome<SqlitePool> For(SourceKey key, SourceSettings settings)
    {
        var resolved = EnvironmentReference.Resolve(settings.ConnectionString);
        if (!resolved.Succeeded)
        {
            return Problem.Unavailable("sourceUnavailable", resolved.Problem.Message);
        }

        if (_pools.TryGetValue(key, out var pool) && pool.Serves(settings, resolved.Value))
        {
            return pool;
        }

        var path = files.Locate(settings.ConnectionString, key.Source);
        if (!path.Succeeded)
        {
            Drop(key);
            return path.Problem;
        }

        return Replace(key, new SqlitePool(settings, resolved.Value, path.Value, options.Value.ConnectionsPerSource, time));
    }

    /// <summary>Closes the sessions of a source that is gone.</summary>
    public void Drop(SourceKey key)
    {
        if (_pools.TryRemove(key, out var pool))
        {
            pool.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var key in _pools.Keys)
        {
            Drop(key);
        }
    }

    private SqlitePool Replace(SourceKey key, SqlitePool made)
    {
        _pools.AddOrUpdate(key, made, (_, old) =>
        {
            old.Dispose();
            return made;
        });
        return made;
    }
}
