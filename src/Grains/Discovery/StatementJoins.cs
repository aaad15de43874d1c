using AgentCluster.Discovery.Relationships;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Discovery;

/// <summary>
/// What remembered statements say about how tables belong together. The memories are the evidence: it is read out of them at each
/// discovery and stored nowhere else, so that what is refuted or forgotten stops counting.
/// </summary>
internal sealed class StatementJoins(Memories memories)
{
    // Discovery runs before the cluster is ready: the newest say enough.
    private const int MostStatements = 5_000;

    public async Task<JoinEvidence> OfAsync(SourceKey key, Catalog catalog, CancellationToken cancellationToken)
    {
        var tables = new TableNames(catalog);
        var evidence = new JoinEvidence();
        var query = new MemoryQuery
        {
            Source = key.Source, AllAgents = true, Kinds = [MemoryKinds.SqlExample, MemoryKinds.Correction], Limit = Memories.MostResults,
        };
        var read = 0;
        do
        {
            var page = await memories.RecallAsync(key.Tenant, query, cancellationToken);
            foreach (var item in page.Items.Select(m => m.Item).Where(m => m.Status == MemoryStatus.Active && !m.IsRefuted))
            {
                evidence.Add(JoinReader.Read(item.Content, tables.Find), item.Trust >= MemoryTrust.Verified);
            }

            read += page.Items.Length;
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null && read < MostStatements);

        return evidence;
    }
}
