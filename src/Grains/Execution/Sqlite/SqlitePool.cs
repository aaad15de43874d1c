using System.Collections.Concurrent;

namespace AgentCluster.Execution.Sqlite;

/// <summary>The few open sessions of one source as it was configured and as its file was when the pool was made.</summary>
internal sealed class SqlitePool(SourceSettings settings, string connectionString, string path, int size, TimeProvider time, bool writing) : IDisposable
{
    private readonly ConcurrentStack<SqliteSession> _idle = new();
    private readonly SemaphoreSlim _free = new(size);
    private readonly DateTime _born = File.GetCreationTimeUtc(path);
    private volatile bool _retired;

    /// <summary>Whether it still stands for these settings and the file now at their path.</summary>
    /// <remarks>A file put in another's place is born later; an open handle would go on reading the old one.</remarks>
    public bool Serves(SourceSettings wanted, string resolved) =>
        ReferenceEquals(settings, wanted) && connectionString == resolved && !_retired && File.GetCreationTimeUtc(path) == _born;

    /// <summary>A session of the caller's own until <see cref="Return"/>; waits while all are taken.</summary>
    public async ValueTask<Outcome<SqliteSession>> RentAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        if (_idle.TryPop(out var session))
        {
            return session;
        }

        var opened = SqliteSession.Open(path, settings, time, writing);
        if (!opened.Succeeded)
        {
            _free.Release();
        }

        return opened;
    }

    public void Return(SqliteSession session)
    {
        _idle.Push(session);
        _free.Release();
        if (_retired)
        {
            CloseIdle();
        }
    }

    /// <summary>Gives up a session that no longer works.</summary>
    public void Discard(SqliteSession session)
    {
        session.Dispose();
        _free.Release();
    }

    /// <summary>Closes what is idle now, and the rest as it comes back; whoever waits is still served.</summary>
    public void Dispose()
    {
        _retired = true;
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }
}
