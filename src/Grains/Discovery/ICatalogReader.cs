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
    /// <param name="source">Name of the source, for the catalog.</param>
    /// <param name="isVisible">Whether an object, named <c>schema.object</c>, may be discovered.</param>
    /// <param name="cancellationToken">Ends the reading between two tables, and a long scan at once.</param>
    /// <exception cref="DbException">The file is no database, or the connection broke.</exception>
    Task<Catalog> ReadAsync(DbConnection connection, string source, Func<string, bool> isVisible, CancellationToken cancellationToken);
}
