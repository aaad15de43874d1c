using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;

namespace AgentCluster.Tools.Querying;

/// <summary>A statement that reads one table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Parameters">Its values.</param>
internal sealed record TableStatement(CatalogTable Table, string Sql, ImmutableArray<StatementParameter> Parameters);
