using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using AgentCluster.Memory;
using AgentCluster.Memory.Sqlite;
using AgentCluster.Storage;
using AgentCluster.TestKit;
using BenchmarkDotNet.Attributes;

namespace AgentCluster.Benchmarks.Memory;

/// <summary>Recall of the embedded store beside two floors: the vectors' bytes read once, and a row of the database for each vector.</summary>
[MemoryDiagnoser]
public class RecallBenchmarks
{
    private const string Question = "Which customers from Berlin paid the highest invoice_total last year?";
    private const int Results = 10;

    private static readonly RecallFilter Everything = RecallFilter.Of(new MemoryQuery(), DateTimeOffset.UnixEpoch);

    private static readonly string[] Subjects =
    [
        .. from area in (string[])["customer", "invoice", "order", "product", "employee", "supplier", "shipment", "payment", "account", "ticket"]
           from part in (string[])["name", "address", "price", "status", "city", "country", "date", "quantity", "discount", "region", "type", "owner"]
           select $"{area}_{part}",
    ];

    private readonly ScoredEntry[] _heap = new ScoredEntry[Results];
    private TestPlatform _platform = null!;
    private Memories _memories = null!;
    private VectorBlock _block = null!;
    private float[] _vectors = [];
    private float[] _query = [];

    [Params(5_000, 50_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        var embedder = new WordVectorEmbedder(WordVectors.Shared);
        _platform = new TestPlatform();
        _memories = new Memories(new SqliteMemoryStore(_platform.Database), embedder, TimeProvider.System);
        var random = new Random(1);
        foreach (var batch in Enumerable.Range(0, Count).Chunk(1_000))
        {
            await _memories.StoreAsync("t", [.. batch.Select(i => Draft(i, random))]);
        }

        _query = new float[WordVectors.Shared.Dimensions];
        embedder.Embed(Question, _query);
        _block = new VectorBlock(_query.Length);
        _vectors = new float[Count * _query.Length];
        await LoadAsync();
    }

    [GlobalCleanup]
    public async Task CleanupAsync() => await _platform.DisposeAsync();

    [Benchmark(Baseline = true)]
    public float ReadBytesOnce() => TensorPrimitives.Sum<float>(_vectors);

    [Benchmark]
    public long ScanBlock()
    {
        var best = new TopScores(_heap);
        _block.Scan(_query, Everything, ref best);
        return best.Sort()[0].Entry.Sequence;
    }

    [Benchmark]
    public Task<long> ScanRowsOfSqlite() => _platform.Database.ReadAsync(connection =>
    {
        var best = new TopScores(_heap);
        using var command = connection.Command("SELECT seq, embedding FROM agent_memory WHERE tenant = 't' AND status = 0");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var score = TensorPrimitives.Dot(_query, MemoryMarshal.Cast<byte, float>(reader.GetFieldValue<byte[]>(1)));
            if (best.Takes(score, reader.GetInt64(0)))
            {
                best.Add(new ScoredEntry(score, Entry(reader.GetInt64(0))));
            }
        }

        return best.Sort()[0].Entry.Sequence;
    });

    [Benchmark]
    public async Task<string> RecallAsync() =>
        (await _memories.RecallAsync("t", new MemoryQuery { Text = Question, Limit = Results })).Items[0].Item.Id;

    private async Task<int> LoadAsync() => await _platform.Database.ReadAsync(connection =>
    {
        foreach (var (sequence, vector) in connection.Query(
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), "SELECT seq, embedding FROM agent_memory ORDER BY seq"))
        {
            MemoryMarshal.Cast<byte, float>(vector).CopyTo(_vectors.AsSpan(_block.Count * _query.Length));
            _block.Put(Entry(sequence), vector);
        }

        return _block.Count;
    });

    private static BlockEntry Entry(long sequence) => new(sequence, KindSet.BitOf(MemoryKinds.Note), null, MemoryTrust.Agent, 0, 0, long.MaxValue);

    private static MemoryDraft Draft(int number, Random random)
    {
        // Questions of a business: a hundred and twenty subjects, the statement's own words in every memory.
        var subjects = Subjects.Select(word => random.Next(2) == 0 ? word : word + "s").ToArray();
        var asked = random.GetItems(subjects, 3);
        return new()
        {
            Kind = MemoryKinds.SqlExample,
            Source = "main",
            Subject = $"How many {string.Join(' ', asked)} with number {number}?",
            Content = $"SELECT count(*) FROM {asked[0]} WHERE {asked[1]}_id = {number}",
            Provenance = "benchmark",
        };
    }
}
