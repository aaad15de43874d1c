namespace AgentCluster.Storage;

/// <summary>The database that holds the platform's tables, whatever the engine.</summary>
public interface IPlatformDatabase
{
    /// <summary>Runs queries about one tenant; they see committed rows only.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="tenant">Tenant whose rows are visible.</param>
    /// <param name="work">Queries on the session given; it awaits nothing but its session.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="AgentClusterException">The database is away. Transient.</exception>
    Task<T> ReadAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs one transaction about one tenant. Its changes are durable when the task completes; if it throws, none of them stay.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="tenant">Tenant whose rows are visible and written.</param>
    /// <param name="work">Statements on the session given; it awaits nothing but its session.</param>
    /// <param name="cancellationToken">Cancels work that has not begun.</param>
    /// <exception cref="AgentClusterException">The database cannot take writes now; nothing was changed. Transient.</exception>
    Task<T> WriteAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken);
}
