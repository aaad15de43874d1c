using System.Data.Common;

namespace AgentCluster.Storage;

/// <summary>Our own exception for what a driver threw: it crosses grain calls, the driver's does not.</summary>
public static class DatabaseFaults
{
    /// <summary>Transient while the database is away or cannot serve; a statement that it refuses is refused again.</summary>
    /// <param name="failure">What the driver threw.</param>
    /// <param name="database">What the database is to a caller, such as "The platform database".</param>
    public static AgentClusterException Translated(DbException failure, string database) => (TransientFaults.IsPassing(failure), failure.SqlState) switch
    {
        (true, null) => AgentClusterException.StorageUnavailable($"{database} is away.", failure),
        (true, var state) => AgentClusterException.StorageUnavailable($"{database} cannot serve now ({state}).", failure),
        (false, var state) => new($"{database} refused a statement ({state}).", inner: failure),
    };
}
