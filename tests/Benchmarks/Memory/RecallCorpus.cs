using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using AgentCluster.Memory;

namespace AgentCluster.Benchmarks.Memory;

/// <summary>Memories with random unit vectors in clusters, and probes near them; the same for the same seed.</summary>
/// <param name="tenants">Tenants that hold equal shares.</param>
internal sealed class RecallCorpus(int tenants)
{
    public const int Dimensions = 100;

    public static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Clusters = 500;
    private const int BatchSize = 500;
    private const float Spread = 0.6f;

    private static readonly string[] Subjects =
    [
        .. from area in (string[])["customer", "invoice", "order", "product", "employee", "supplier", "shipment", "payment", "account", "ticket"]
           from part in (string[])["name", "address", "price", "status", "city", "country", "date", "quantity", "discount", "region", "type", "owner"]
           select $"{area}_{part}",
    ];

    private readonly Random _random = new(1);
    private float[][]? _centres;

    /// <summary>Batches of memories, the tenants in turn.</summary>
    public IEnumerable<(string Tenant, List<PreparedMemory> Batch)> Memories(int count) =>
        Enumerable.Range(0, count).Chunk(BatchSize).Select((numbers, batch) => ($"tenant{batch % tenants}", numbers.Select(Memory).ToList()));

    /// <summary>A question of one tenant: a vector near a cluster, telling words, an identifier.</summary>
    public RecallSubject Probe()
    {
        var text = $"How many {_random.GetItems(Subjects, 1)[0]} with number {_random.Next(100_000)}?";
        return new($"tenant{_random.Next(tenants)}", new()
        {
            Embedding = Vector(),
            EmbeddingModel = WordVectorEmbedder.ModelId,
            Terms = RecallTerms.Of(text),
            Identifiers = RecallTerms.Identifiers(text),
        });
    }

    private PreparedMemory Memory(int number)
    {
        var asked = _random.GetItems(Subjects, 3);
        var (subject, content) = ($"How many {string.Join(' ', asked)} with number {number}?", $"SELECT count(*) FROM {asked[0]} WHERE {asked[1]}_id = {number}");
        var id = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(id, number);
        return new()
        {
            Draft = new() { Kind = MemoryKinds.SqlExample, Source = "main", Subject = subject, Content = content, Provenance = "benchmark" },
            Id = Convert.ToHexString(id.AsSpan(0, 16)),
            Digest = SHA256.HashData(id),
            Words = RecallTerms.Indexed(subject, content),
            Embedding = Vector(),
            EmbeddingModel = WordVectorEmbedder.ModelId,
        };
    }

    private float[] Vector()
    {
        _centres ??= [.. Enumerable.Range(0, Clusters).Select(_ => Gaussian())];
        var vector = Gaussian();
        TensorPrimitives.MultiplyAdd(vector, Spread, _random.GetItems(_centres, 1)[0], vector);
        UnitVector.TryNormalize(vector);
        return vector;
    }

    // Box and Muller: A Note on the Generation of Random Normal Deviates, 1958.
    private float[] Gaussian()
    {
        var values = new float[Dimensions];
        for (var i = 0; i < Dimensions; i++)
        {
            values[i] = MathF.Sqrt(-2 * MathF.Log(1 - _random.NextSingle())) * MathF.Cos(2 * MathF.PI * _random.NextSingle());
        }

        return values;
    }
}
