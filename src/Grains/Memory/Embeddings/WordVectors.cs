using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace AgentCluster.Memory;

/// <summary>
/// The shipped vectors of the 50,000 most frequent English words. They stay packed as 8-bit integers with a scale each
/// (about 6 MB in all) and are unpacked a word at a time.
/// </summary>
/// <remarks>Pennington, Socher, Manning: GloVe: Global Vectors for Word Representation, EMNLP 2014.</remarks>
public sealed class WordVectors
{
    private const string Resource = "glove-en-100d-50k.bin";
    private const int HeaderLength = 12;
    private const int LongestWord = 64;
    private const int CommonComponentSample = 4096;

    // Smooth inverse frequency: a / (a + p(w)), with Zipf's p(w) = 1 / (rank + 10), normalised over the vocabulary.
    private const float SmoothingA = 1e-4f;
    private const float ZipfShift = 10f;

    private static readonly Lazy<WordVectors> SharedInstance = new(LoadResource);

    private readonly byte[] _packed;
    private readonly int[] _offsets;
    private readonly int[] _buckets;
    private readonly float _zipfTotal;
    private readonly float[] _common;

    private WordVectors(byte[] packed)
    {
        _packed = packed;
        Count = BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(4));
        Dimensions = BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(8));
        _offsets = new int[Count];
        _buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Count * 2)];
        Index();
        _zipfTotal = MathF.Log((Count + ZipfShift) / (ZipfShift - 0.5f));
        _common = CommonComponent.Of(Sample(), Dimensions);
    }

    /// <summary>The shipped vectors, loaded at first use (tens of milliseconds) and shared by the process.</summary>
    public static WordVectors Shared => SharedInstance.Value;

    /// <summary>Words known.</summary>
    public int Count { get; }

    /// <summary>Length of a vector.</summary>
    public int Dimensions { get; }

    /// <summary>The direction common to all words, unit length.</summary>
    internal ReadOnlySpan<float> Common => _common;

    /// <summary>Place of a word by frequency, 0 for the most frequent, or -1 when it is not known.</summary>
    /// <param name="word">One word, any case.</param>
    public int Rank(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return -1;
        }

        Span<char> lower = stackalloc char[LongestWord];
        Span<byte> bytes = stackalloc byte[LongestWord * 3];
        lower = lower[..word.ToLowerInvariant(lower)];
        bytes = bytes[..Encoding.UTF8.GetBytes(lower, bytes)];
        return Find(bytes);
    }

    /// <summary>Cosine of two words or phrases after the common component is removed; 0 when either holds no known word.</summary>
    /// <param name="a">A word, phrase or identifier.</param>
    /// <param name="b">Another.</param>
    public float Similarity(string a, string b)
    {
        Span<float> left = stackalloc float[Dimensions];
        Span<float> right = stackalloc float[Dimensions];
        return TryCompose(a, left) && TryCompose(b, right) ? TensorPrimitives.Dot<float>(left, right) : 0;
    }

    /// <summary>How much a word of a given rank counts in a phrase, near 0 for the most frequent and near 1 for rare ones.</summary>
    /// <param name="rank">Rank by frequency.</param>
    internal float Weight(int rank) => SmoothingA / (SmoothingA + (1 / ((rank + ZipfShift) * _zipfTotal)));

    /// <summary>The unit vector of the word of a given rank.</summary>
    /// <param name="rank">Rank by frequency.</param>
    /// <param name="vector">Where to write it.</param>
    internal void Unpack(int rank, Span<float> vector)
    {
        // The scale falls out when the vector is brought to unit length.
        var start = _offsets[rank];
        var values = MemoryMarshal.Cast<byte, sbyte>(_packed.AsSpan(start + 1 + _packed[start] + sizeof(float), Dimensions));
        TensorPrimitives.ConvertTruncating(values, vector);
        UnitVector.TryNormalize(vector);
    }

    private bool TryCompose(string text, Span<float> sum)
    {
        Span<float> word = stackalloc float[Dimensions];
        sum.Clear();
        var position = 0;
        while (TextWords.TryNext(text, ref position, out var range))
        {
            var rank = Rank(text.AsSpan()[range]);
            if (rank >= 0)
            {
                Unpack(rank, word);
                TensorPrimitives.MultiplyAdd(word, Weight(rank), sum, sum);
            }
        }

        CommonComponent.Remove(sum, _common);
        return UnitVector.TryNormalize(sum);
    }

    private float[] Sample()
    {
        var rows = new float[Math.Min(Count, CommonComponentSample) * Dimensions];
        for (var rank = 0; rank * Dimensions < rows.Length; rank++)
        {
            var row = rows.AsSpan(rank * Dimensions, Dimensions);
            Unpack(rank, row);
            TensorPrimitives.Multiply(row, Weight(rank), row);
        }

        return rows;
    }

    private void Index()
    {
        var position = HeaderLength;
        for (var rank = 0; rank < Count; rank++)
        {
            _offsets[rank] = position;
            var bucket = FirstBucket(WordAt(rank));
            while (_buckets[bucket] != 0)
            {
                bucket = (bucket + 1) & (_buckets.Length - 1);
            }

            _buckets[bucket] = rank + 1;
            position += 1 + _packed[position] + sizeof(float) + Dimensions;
        }
    }

    private int Find(ReadOnlySpan<byte> word)
    {
        for (var bucket = FirstBucket(word); _buckets[bucket] != 0; bucket = (bucket + 1) & (_buckets.Length - 1))
        {
            var rank = _buckets[bucket] - 1;
            if (WordAt(rank).SequenceEqual(word))
            {
                return rank;
            }
        }

        return -1;
    }

    private ReadOnlySpan<byte> WordAt(int rank) => _packed.AsSpan(_offsets[rank] + 1, _packed[_offsets[rank]]);

    private int FirstBucket(ReadOnlySpan<byte> word)
    {
        var hash = 2166136261u;
        foreach (var b in word)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & (uint)(_buckets.Length - 1));
    }

    private static WordVectors LoadResource()
    {
        using var stream = typeof(WordVectors).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The embedded resource '{Resource}' is missing.");
        var packed = GC.AllocateUninitializedArray<byte>((int)stream.Length);
        stream.ReadExactly(packed);
        return packed.AsSpan(0, 4).SequenceEqual("GLV1"u8)
            ? new WordVectors(packed)
            : throw new InvalidDataException($"The embedded resource '{Resource}' does not hold word vectors.");
    }
}
