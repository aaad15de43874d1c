using System.Data.Common;
using AgentCluster.Execution;

namespace AgentCluster.Discovery.Patterns;

/// <summary>Counts a table's rows by period in one engine's SQL; one implementation an engine.</summary>
internal interface IArrivalReader
{
    /// <summary>The engine it reads.</summary>
    SourceProvider Provider { get; }

    /// <summary>Reads a table's arrivals with at most two statements of bounded work.</summary>
    /// <param name="connection">An open connection used by nobody else meanwhile; only read from.</param>
    /// <param name="query">What to read.</param>
    /// <param name="cancellationToken">Ends a statement at once.</param>
    /// <returns>The arrivals; null when there are none, or when counting them would take more work than they are worth.</returns>
    Task<Arrivals?> ReadAsync(DbConnection connection, ArrivalQuery query, CancellationToken cancellationToken);
}
