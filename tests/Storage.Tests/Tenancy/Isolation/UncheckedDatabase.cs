using System.Data.Common;
using System.Text.RegularExpressions;

namespace AgentCluster.Storage.Tests.Tenancy.Isolation;

/// <summary>The platform database with the application's own check removed: no statement asks for its tenant any more.</summary>
internal sealed partial class UncheckedDatabase(IPlatformDatabase inner) : IPlatformDatabase
{
    private int _removed;

    /// <summary>How many predicates were taken out of statements that ran.</summary>
    public int Removed => _removed;

    public Task<T> ReadAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken) =>
        inner.ReadAsync(tenant, session => work(new Session(this, session)), cancellationToken);

    public Task<T> WriteAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken) =>
        inner.WriteAsync(tenant, session => work(new Session(this, session)), cancellationToken);

    private string Without(string sql)
    {
        Interlocked.Add(ref _removed, Predicate().Count(sql));
        return Predicate().Replace(sql, "true");
    }

    [GeneratedRegex(@"\b(\w+\.)?tenant = @tenant\b")]
    private static partial Regex Predicate();

    private sealed class Session(UncheckedDatabase database, PlatformSession inner) : PlatformSession
    {
        public override Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters) =>
            inner.ExecuteAsync(database.Without(sql), parameters);

        public override Task<int> ExecuteManyAsync(string sql, IReadOnlyCollection<(string Name, object? Value)[]> rows) =>
            inner.ExecuteManyAsync(database.Without(sql), rows);

        public override Task<List<T>> QueryAsync<T>(Func<DbDataReader, T> map, string sql, params (string Name, object? Value)[] parameters) =>
            inner.QueryAsync(map, database.Without(sql), parameters);

        public override Task<DateTimeOffset> NowAsync() => inner.NowAsync();
    }
}
