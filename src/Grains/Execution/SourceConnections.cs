using System.Data.Common;
using AgentCluster.Execution.Sqlite;

namespace AgentCluster.Execution;

/// <summary>Opens the file behind a source for discovery.</summary>
internal sealed class SourceConnections(SourceRegistry registry, SqliteFiles files) : ISourceConnections
{
    public async Task<Outcome<DbConnection>> OpenForDiscoveryAsync(SourceKey source, CancellationToken cancellationToken)
    {
        var settings = await registry.FindAsync(source, cancellationToken);
        if (!settings.Succeeded)
        {
            return settings.Problem;
        }

        if (settings.Value.Provider == SourceProvider.Postgres)
        {
            return Problem.Conflict("notDiscoverable", $"Source '{source.Source}' is PostgreSQL: this version inspects and reads it, and does not discover its catalog.");
        }

        var path = files.Locate(settings.Value.ConnectionString, source.Source);
        if (!path.Succeeded)
        {
            return path.Problem;
        }

        var connection = SqliteFiles.Open(path.Value);
        return connection.Succeeded ? connection.Value : connection.Problem;
    }
}
