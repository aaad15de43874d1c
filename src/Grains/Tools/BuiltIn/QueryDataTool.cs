using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Tools.Querying;
using AgentCluster.Tools.Schemas;

namespace AgentCluster.Tools.BuiltIn;

/// <summary>Rows of any table, without SQL.</summary>
internal sealed class QueryDataTool(CatalogCache catalogs) : IProposingTool
{
    public string Name => "query_data";

    public string Description => "Reads any table or view of the source by a structured filter: columns, conditions, groups, figures, order, limit. No SQL needed.";

    public Shape Arguments => TableQueryShape.Arguments;

    public bool Changes => false;

    public async Task<Outcome<ActionProposal>> ProposeAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var catalog = await catalogs.GetAsync(call.Source, cancellationToken);
        if (!catalog.Succeeded)
        {
            return catalog.Problem;
        }

        var query = call.Read<TableQuery>();
        var statement = TableQueryWriter.Write(catalog.Value, query);
        return statement.Succeeded
            ? call.Statement($"Read {statement.Value.Table.Identifier} of source '{call.Invocation.Source}'.", statement.Value.Sql, statement.Value.Parameters)
            : statement.Problem;
    }
}
