using System.Data.Common;
using AgentCluster.Execution;

namespace AgentCluster.Discovery;

/// <summary>Reads the structure and the data profiles of a database out of one engine; one implementation an engine.</summary>
internal interface ICatalogReader
{
    /// <summary>The engine it reads.</summary>
    SourceProvider Provider { get; }

    /// <summary>Reads everything that may be seen.</summary>
    /// <param name="connection">An open connection used by nobody else meanwhile; only read from.</param>
    /// <param name="request">What is wanted of it.</param>
    /// <param name="cancellationToken">Ends the reading between two tables, and a long scan at once.</param>
    /// <exception cref="DbException">The file is no database, the connection broke, or the server was too slow.</exception>
    Task<Catalog> ReadAsync(DbConnection connection, CatalogRequest request, CancellationToken cancellationToken);
}
