using System.Data.Common;

namespace AgentCluster.Storage;

/// <summary>
/// Statements of one piece of work. They are written once for both engines: parameters as <c>@name</c>, <c>ON CONFLICT</c>,
/// <c>RETURNING</c>, instants as <see cref="DateTimeOffset"/> (Unix milliseconds in SQLite, <c>timestamptz</c> in PostgreSQL).
/// </summary>
public abstract class PlatformSession
{
    /// <summary>Runs a statement; the number of rows it changed.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">Names with their sigil, and values; null becomes NULL.</param>
    public abstract Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters);

    /// <summary>Runs one statement for each set of parameters; the number of rows changed in all.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="rows">Parameters, the same names in the same order in each.</param>
    public abstract Task<int> ExecuteManyAsync(string sql, IReadOnlyCollection<(string Name, object? Value)[]> rows);

    /// <summary>Reads every row.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="map">Makes a value of the current row.</param>
    /// <param name="sql">A query.</param>
    /// <param name="parameters">Names with their sigil, and values; null becomes NULL.</param>
    public abstract Task<List<T>> QueryAsync<T>(Func<DbDataReader, T> map, string sql, params (string Name, object? Value)[] parameters);

    /// <summary>The present by the database's own clock: what expires, expires by it, whichever silo asks.</summary>
    public abstract Task<DateTimeOffset> NowAsync();

    /// <summary>Reads the first row, or the default when there is none.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="map">Makes a value of the current row.</param>
    /// <param name="sql">A query for at most one row.</param>
    /// <param name="parameters">Names with their sigil, and values; null becomes NULL.</param>
    public async Task<T?> FirstAsync<T>(Func<DbDataReader, T> map, string sql, params (string Name, object? Value)[] parameters) =>
        await QueryAsync(map, sql, parameters) is [var first, ..] ? first : default;
}
