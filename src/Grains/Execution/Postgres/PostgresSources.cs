using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly.CircuitBreaker;

namespace AgentCluster.Execution.Postgres;

/// <summary>The pools of every PostgreSQL source; those whose settings or environment are no longer the present ones are replaced.</summary>
internal sealed class PostgresSources(IOptions<ExecutionOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<SourceKey, PostgresSource> _sources = new();
    private readonly Lock _replacing = new();

    /// <summary>The source's pools, or why its connection strings cannot be used.</summary>
    public Outcome<PostgresSource> For(SourceKey key, SourceSettings settings)
    {
        var environment = PostgresEnvironment.Of(settings);
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

    /// <summary>Works with the source's pools; what the server or the way to it does wrong becomes a problem.</summary>
    public async Task<Outcome<T>> UseAsync<T>(SourceKey key, SourceSettings settings, Func<PostgresSource, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        var source = For(key, settings);
        if (!source.Succeeded)
        {
            return source.Problem;
        }

        try
        {
            return await work(source.Value);
        }
        catch (BrokenCircuitException)
        {
            return Problem.Unavailable("sourceUnavailable", "PostgreSQL failed several times in a row and is left alone for a few seconds; try again then.");
        }
        catch (ObjectDisposedException)
        {
            return Problem.Unavailable("sourceUnavailable", "The source was replaced while the statement waited; try again.");
        }
        catch (PostgresLogException unsafeLog)
        {
            return Problem.Forbidden("unsafeInspectingLogin", unsafeLog.Message);
        }
        catch (NpgsqlException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Problem.Unavailable("sourceUnavailable", $"PostgreSQL says: {PostgresFaults.Shown(failure)}");
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
