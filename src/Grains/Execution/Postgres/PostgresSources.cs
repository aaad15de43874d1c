using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace AgentCluster.Execution.Postgres;

/// <summary>The pools of every PostgreSQL source; those whose settings or environment are no longer the present ones are replaced.</summary>
internal sealed class PostgresSources(IOptions<ExecutionOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<SourceKey, PostgresSource> _sources = new();
    private readonly Lock _replacing = new();

    /// <summary>The source's pools, or why its connection strings cannot be used.</summary>
    public Outcome<PostgresSource> For(SourceKey key, SourceSettings settings)
    {
        var environment = (EnvironmentReference.ValueOf(settings.ConnectionString), EnvironmentReference.ValueOf(settings.ReadConnectionString));
        if (_sources.TryGetValue(key, out var source) && source.Serves(settings, environment))
        {
            return source;
        }

        var logins = PostgresLogins.Of(settings, options.Value.ConnectionsPerSource);
        if (!logins.Succeeded)
        {
            return Problem.Unavailable("sourceUnavailable", logins.Problem.Message);
        }

        lock (_replacing)
        {
            if (_sources.TryGetValue(key, out source) && source.Serves(settings, environment))
            {
                return source;
            }

            source?.Dispose();
            return _sources[key] = new PostgresSource(settings, environment, logins.Value, options, time);
        }
    }

    /// <summary>Closes the connections of a source that is gone.</summary>
    public void Drop(SourceKey key)
    {
        if (_sources.TryRemove(key, out var source))
        {
            source.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var key in _sources.Keys)
        {
            Drop(key);
        }
    }
}
