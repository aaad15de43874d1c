namespace AgentCluster.Storage.Tests.Tenancy;

/// <summary>Refuses its first write for good, as a database does that takes a statement for wrong.</summary>
internal sealed class RefusingDatabase(IPlatformDatabase database) : IPlatformDatabase
{
    private bool _hasRefused;

    public Task<T> ReadAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken) =>
        database.ReadAsync(tenant, work, cancellationToken);

    public Task<T> WriteAsync<T>(string tenant, Func<PlatformSession, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_hasRefused)
        {
            return database.WriteAsync(tenant, work, cancellationToken);
        }

        _hasRefused = true;
        throw new AgentClusterException("Refused.");
    }
}
