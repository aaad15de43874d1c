using Microsoft.Extensions.Options;
using Npgsql;
using Polly;

namespace AgentCluster.Execution.Postgres;

/// <summary>The pools of one source as it is configured, behind its circuit breaker, and the state of its catalog.</summary>
internal sealed class PostgresSource : IDisposable
{
    /// <summary>How long a state of the catalog is taken for the present one.</summary>
    private static readonly TimeSpan CatalogLifetime = TimeSpan.FromSeconds(5);

    /// <summary>How long a reading login that passed its test is taken for safe.</summary>
    private static readonly TimeSpan TestLifetime = TimeSpan.FromMinutes(1);

    private readonly SourceSettings _settings;
    private readonly PostgresEnvironment _environment;
    private readonly PostgresLogins _logins;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _breaker;
    private readonly PostgresPool _inspecting;
    private readonly PostgresPool? _reading;
    private readonly PostgresPool? _writing;
    private volatile Known? _catalog;
    private long _tested = long.MinValue;

    public PostgresSource(SourceSettings settings, PostgresEnvironment environment, PostgresLogins logins, IOptions<ExecutionOptions> options, TimeProvider time)
    {
        (_settings, _environment, _logins, _time, _breaker) = (settings, environment, logins, time, PostgresBreaker.Create(time));
        _inspecting = new(PostgresPool.Inspecting(logins.Inspecting), options.Value.ConnectionsPerSource);
        _reading = logins.Reading is null ? null : new(NpgsqlDataSource.Create(logins.Reading), options.Value.ConnectionsPerSource);
        _writing = logins.Writing is null ? null : new(NpgsqlDataSource.Create(logins.Writing), PostgresLogins.WritingConnections);
    }

    /// <summary>The catalog as it was a moment ago, or null when it has to be asked for.</summary>
    public PostgresCatalog? Recent => _catalog is { } known && _time.GetElapsedTime(known.At) < CatalogLifetime ? known.Catalog : null;

    /// <summary>Whether it still stands for these settings and what their environment references hold now.</summary>
    public bool Serves(SourceSettings settings, PostgresEnvironment environment) => ReferenceEquals(_settings, settings) && _environment == environment;

    /// <summary>Works with a connection of the inspecting login and the catalog as it was a moment ago, or as it is now.</summary>
    public Task<T> InspectAsync<T>(Func<PostgresSession, PostgresCatalog, CancellationToken, Task<T>> work, CancellationToken cancellationToken, bool afresh = false) =>
        _inspecting.UseAsync(
            _breaker,
            async (connection, token) => await work(new PostgresSession(connection), await CatalogAsync(connection, afresh, token), token),
            cancellationToken);

    /// <summary>Works with a connection of the reading login once it has proved to be harmless.</summary>
    public async Task<Outcome<T>> ReadAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        if (_reading is not { } pool)
        {
            return Problem.Forbidden("noReadingLogin", "The source has no reading login, so no SQL of agents or clients runs on it: put it again with 'readConnectionString', a login that may only SELECT.");
        }

        var schemas = await SchemasAsync(cancellationToken);
        return await pool.UseAsync(
            _breaker,
            async (connection, token) => await TestAsync(connection, schemas, token) is { } fault ? fault : await work(connection, token),
            cancellationToken);
    }

    /// <summary>Works with a connection of the writing login, to which names mean what they mean to the inspecting one.</summary>
    public async Task<Outcome<T>> WriteAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        if (_writing is not { } pool)
        {
            return NoWritingLogin;
        }

        var schemas = await SchemasAsync(cancellationToken);
        return await pool.UseAsync(
            _breaker,
            async (connection, token) => await PostgresSelfTest.OtherSchemasAsync(connection, "writing", schemas, token) is { } fault
                ? Problem.Forbidden("unsafeWritingLogin", fault)
                : await work(connection, token),
            cancellationToken);
    }

    /// <summary>A new connection of the writing login: pooled ones may have died with the server.</summary>
    public async Task<Outcome<T>> WriteBesideAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        if (_logins.Writing is not { } login)
        {
            return NoWritingLogin;
        }

        await using var connection = await OpenAsync(login, cancellationToken);
        return await work(connection, cancellationToken);
    }

    /// <summary>
    /// A connection beside the pools, because discovery may hold it for a while: of the reading login; for a source without one, or with
    /// one that may do more than read, rows stay out of sight.
    /// </summary>
    public async Task<DiscoveryConnection> OpenForDiscoveryAsync(CancellationToken cancellationToken)
    {
        if (_logins.Reading is not { } reading)
        {
            return new(await _breaker.ExecuteAsync(async token => await OpenAsync(_logins.Inspecting, token), cancellationToken), MayReadRows: false);
        }

        var schemas = await SchemasAsync(cancellationToken);
        return await _breaker.ExecuteAsync(
            async token =>
            {
                var connection = await OpenAsync(reading, token);
                try
                {
                    return new DiscoveryConnection(connection, await TestAsync(connection, schemas, token) is null);
                }
                catch
                {
                    await connection.DisposeAsync();
                    throw;
                }
            },
            cancellationToken);
    }

    public void Dispose()
    {
        _inspecting.Dispose();
        _reading?.Dispose();
        _writing?.Dispose();
    }

    private static Problem NoWritingLogin => Problem.Forbidden("noWritingLogin", "The source has no writing login.");

    private static async Task<NpgsqlConnection> OpenAsync(string login, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(login) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the inspecting login looks names up.</summary>
    private async Task<string[]> SchemasAsync(CancellationToken cancellationToken) =>
        Recent?.Schemas ?? await InspectAsync((_, catalog, _) => Task.FromResult(catalog.Schemas), cancellationToken);

    private async Task<PostgresCatalog> CatalogAsync(NpgsqlConnection connection, bool afresh, CancellationToken cancellationToken)
    {
        if (!afresh && Recent is { } recent)
        {
            return recent;
        }

        var at = _time.GetTimestamp();
        var fingerprint = await PostgresCatalogReader.FingerprintAsync(connection, cancellationToken);
        var catalog = _catalog?.Catalog is { } known && known.Fingerprint == fingerprint
            ? known : await PostgresCatalogReader.ReadAsync(connection, fingerprint, cancellationToken);
        _catalog = new(catalog, at);
        return catalog;
    }

    /// <summary>A login that failed is tested at each use, so that mending it takes effect at once.</summary>
    private async Task<Problem?> TestAsync(NpgsqlConnection connection, string[] schemas, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _tested) is not long.MinValue and var tested && _time.GetElapsedTime(tested) < TestLifetime)
        {
            return null;
        }

        var at = _time.GetTimestamp();
        var fault = await PostgresSelfTest.FaultAsync(connection, schemas, cancellationToken);
        Volatile.Write(ref _tested, fault is null ? at : long.MinValue);
        return fault is null ? null : Problem.Forbidden("unsafeReadingLogin", fault);
    }

    private sealed record Known(PostgresCatalog Catalog, long At);
}
