using System.Data.Common;
using AgentCluster.Storage;

namespace AgentCluster.TestKit;

/// <summary>A platform database whose clock is the test's, so that what expires by it can be awaited.</summary>
public sealed class ClockedPlatform(IPlatformDatabase database, TimeProvider time) : IPlatformDatabase
{
    public Task<T> ReadAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken) =>
        database.ReadAsync(tenant, session => work(new Session(session, time)), cancellationToken);

    public Task<T> WriteAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken) =>
        database.WriteAsync(tenant, session => work(new Session(session, time)), cancellationToken);

    private sealed class Session(PlatformSession session, TimeProvider time) : PlatformSession
    {
        public override Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters) => session.ExecuteAsync(sql, parameters);

        public override Task<int> ExecuteManyAsync(string sql, IReadOnlyCollection<(string Name, object? Value)[]> rows) => session.ExecuteManyAsync(sql, rows);

        public override Task<List<T>> QueryAsync<T>(Func<DbDataReader, T> map, string sql, params (string Name, object? Value)[] parameters) =>
            session.QueryAsync(map, sql, parameters);

        public override Task<DateTimeOffset> NowAsync() => Task.FromResult(DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()));
    }
}
