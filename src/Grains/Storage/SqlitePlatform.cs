using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Storage;

/// <summary>
/// The embedded platform database: one writer that commits many callers' work in one transaction (group commit), and readers of
/// their own. A write returns only after its commit reached the disk (WAL, <c>synchronous=FULL</c>).
/// </summary>
public sealed class SqlitePlatform : IPlatformDatabase, IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int MaxIdleReaders = 8;

    private readonly string _connectionString;
    private readonly TimeProvider _time;
    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly System.Collections.Concurrent.ConcurrentBag<SqliteConnection> _readers = [];
    private readonly Task _writer;

    /// <summary>Opens the database file; it must exist and be migrated.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="time">The database's clock, which is that of its only process.</param>
    public SqlitePlatform(string path, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _connectionString = ConnectionStringOf(path);
        var connection = Open(readOnly: false);
        _writer = Task.Factory.StartNew(() => WriteLoopAsync(connection), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>The connection string for a platform file: no pool of the driver's own, a busy timeout of 30 s.</summary>
    /// <param name="path">Path of the file.</param>
    public static string ConnectionStringOf(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30, ForeignKeys = true }.ToString();

    /// <summary>Runs work in the writer. Its changes are durable when the task completes; if it throws, none of them stay.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">Synchronous statements on the connection given; it must not begin or end transactions.</param>
    /// <param name="cancellationToken">Cancels work that has not begun.</param>
    /// <exception cref="AgentClusterException">The database cannot take writes now, as when the disk is full; nothing was changed. Transient.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken = default) =>
        EnqueueAsync(new Work<T>(connection => Task.FromResult(work(connection)), cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<T> WriteAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken) =>
        EnqueueAsync(new Work<T>(connection => work(new SqlitePlatformSession(connection, _time)), cancellationToken), cancellationToken);

    /// <summary>Runs work on a reader: a consistent snapshot, never waiting for the writer.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">Synchronous queries on the connection given.</param>
    /// <param name="cancellationToken">Cancels work that has not begun.</param>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken = default) =>
        OnReaderAsync(connection => Task.FromResult(work(connection)), cancellationToken);

    /// <inheritdoc />
    public Task<T> ReadAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken) =>
        OnReaderAsync(connection => work(new SqlitePlatformSession(connection, _time)), cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        while (_readers.TryTake(out var reader))
        {
            await reader.DisposeAsync();
        }
    }

    private async Task<T> OnReaderAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = _readers.TryTake(out var idle) ? idle : Open(readOnly: true);
        try
        {
            return await work(connection);
        }
        finally
        {
            if (_readers.Count < MaxIdleReaders)
            {
                _readers.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    private SqliteConnection Open(bool readOnly)
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute(readOnly
            ? "PRAGMA query_only = ON;"
            : "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
        return connection;
    }

    private async Task WriteLoopAsync(SqliteConnection connection)
    {
        using var writer = connection;
        var batch = new List<Work>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            await CommitTogetherAsync(connection, batch);
        }
    }

    private async Task<T> EnqueueAsync<T>(Work<T> work, CancellationToken cancellationToken)
    {
        await _queue.Writer.WriteAsync(work, cancellationToken);
        return await work.Task;
    }

    private static async Task CommitTogetherAsync(SqliteConnection connection, List<Work> batch)
    {
        try
        {
            connection.Execute("BEGIN IMMEDIATE");
            foreach (var item in batch)
            {
                connection.Execute("SAVEPOINT item");
                connection.Execute(await item.TryRunAsync(connection) ? "RELEASE item" : "ROLLBACK TO item; RELEASE item");
            }

            connection.Execute("COMMIT");
        }
        catch (SqliteException failure)
        {
            Abandon(connection);
            var transient = Unable(failure);
            foreach (var item in batch)
            {
                item.Fail(transient);
            }

            return;
        }

        foreach (var item in batch)
        {
            item.Complete();
        }
    }

    private static AgentClusterException Unable(SqliteException failure) =>
        AgentClusterException.StorageUnavailable("The platform database could not commit; nothing was changed.", failure);

    /// <summary>Whether it is the engine that cannot write, rather than a statement that is wrong.</summary>
    private static bool IsEngineTrouble(SqliteException failure) => failure.SqliteErrorCode is
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_NOMEM or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_IOERR
        or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_CANTOPEN;

    private static void Abandon(SqliteConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite had already rolled back by itself.
        }
    }

    private abstract class Work
    {
        public abstract Task<bool> TryRunAsync(SqliteConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _failure;

        public Task<T> Task => _done.Task;

        public override async Task<bool> TryRunAsync(SqliteConnection connection)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                _result = await work(connection);
                return true;
            }
#pragma warning disable CA1031 // Whatever the work threw belongs to its caller, never to the writer.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _failure = failure is SqliteException engine && IsEngineTrouble(engine) ? Unable(engine) : failure;
                return false;
            }
        }

        public override void Complete()
        {
            if (_failure is OperationCanceledException)
            {
                _done.TrySetCanceled(cancellationToken);
            }
            else if (_failure is not null)
            {
                _done.TrySetException(_failure);
            }
            else
            {
                _done.TrySetResult(_result!);
            }
        }

        public override void Fail(Exception failure) => _done.TrySetException(_failure ?? failure);
    }
}
