using AgentCluster.Memory;
using Npgsql;
using Pgvector;

namespace AgentCluster.Benchmarks.Memory;

/// <summary>What one would write by hand for the memories' table, each as one prepared statement on an open connection.</summary>
internal sealed class HandWrittenRecall : IAsyncDisposable
{
    private const string Row = "m.id, m.kind, m.subject, m.content, m.trust, m.recorded_at";

    // Of all the index can see, the tenant's; what a statement of one's own has to set to get its ten rows at all.
    private const string Iterative = "SET hnsw.iterative_scan = strict_order; SET hnsw.ef_search = 200; SET max_parallel_workers_per_gather = 0; SET jit = off";

    private static readonly string Exact = $"""
        SELECT {Row} FROM agentcluster.agent_memory m
         WHERE m.tenant = $1 AND m.agent IS NULL AND m.status = 0 ORDER BY m.embedding <=> $2 LIMIT $3
        """;

    private static readonly string Approximate = $"""
        SELECT {Row} FROM agentcluster.agent_memory m
         WHERE m.tenant = $1 AND m.agent IS NULL AND m.status = 0 AND m.embedding_model = '{WordVectorEmbedder.ModelId}'
         ORDER BY m.embedding::vector({RecallCorpus.Dimensions}) <=> $2 LIMIT $3
        """;

    private static readonly string Hybrid = $"""
        WITH near AS (
            SELECT n.seq, row_number() OVER (ORDER BY n.distance) AS place FROM (
                SELECT m.seq, m.embedding <=> $2 AS distance FROM agentcluster.agent_memory m
                 WHERE m.tenant = $1 AND m.agent IS NULL AND m.status = 0 ORDER BY 2 LIMIT 64) n),
        text AS (
            SELECT t.seq, row_number() OVER (ORDER BY t.rank DESC) AS place FROM (
                SELECT m.seq, ts_rank(m.words, to_tsquery('agentcluster.memory', $4)) AS rank FROM agentcluster.agent_memory m
                 WHERE m.tenant = $1 AND m.agent IS NULL AND m.status = 0 AND m.words @@ to_tsquery('agentcluster.memory', $4)
                 ORDER BY 2 DESC LIMIT 64) t)
        SELECT {Row} FROM near n FULL JOIN text t USING (seq) JOIN agentcluster.agent_memory m USING (seq)
         ORDER BY coalesce(1.0 / (60 + n.place), 0) + coalesce(1.0 / (60 + t.place), 0) DESC LIMIT $3
        """;

    private static readonly string Function = """
        SELECT id FROM agentcluster.search_memory($1, $2, '', $3, exact_up_to => 0) WHERE vector_place BETWEEN 1 AND $3 ORDER BY vector_place
        """;

    private readonly NpgsqlConnection _connection;
    private readonly int _results;

    private HandWrittenRecall(NpgsqlConnection connection, int results) => (_connection, _results) = (connection, results);

    public static async Task<HandWrittenRecall> OpenAsync(NpgsqlDataSource source, int results, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var settings = new NpgsqlCommand(Iterative, connection);
        await settings.ExecuteNonQueryAsync(cancellationToken);
        return new(connection, results);
    }

    /// <summary>The tenant's rows, all of them compared.</summary>
    public Task<List<string>> ExactAsync(RecallSubject subject, CancellationToken cancellationToken) => RunAsync(Exact, subject, null, cancellationToken);

    /// <summary>By the HNSW index, as far as it takes to find ten of the tenant.</summary>
    public Task<List<string>> ApproximateAsync(RecallSubject subject, CancellationToken cancellationToken) => RunAsync(Approximate, subject, null, cancellationToken);

    /// <summary>By vector and by words, fused by reciprocal rank, as pgvector's manual shows it.</summary>
    public Task<List<string>> HybridAsync(RecallSubject subject, CancellationToken cancellationToken) =>
        RunAsync(Hybrid, subject, string.Join(" | ", subject.Probe.Terms), cancellationToken);

    /// <summary>The product's own function, made to use the HNSW index however few the tenant's rows are.</summary>
    public Task<List<string>> FunctionByIndexAsync(RecallSubject subject, CancellationToken cancellationToken) => RunAsync(Function, subject, null, cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<List<string>> RunAsync(string sql, RecallSubject subject, string? words, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        command.Parameters.Add(new() { Value = subject.Tenant });
        command.Parameters.Add(new() { Value = new Vector(subject.Probe.Embedding) });
        command.Parameters.Add(new() { Value = _results });
        if (words is not null)
        {
            command.Parameters.Add(new() { Value = words });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }
}
