using System.Numerics.Tensors;

namespace AgentCluster.Memory;

/// <summary>The direction that most vectors share and that says nothing about meaning: the first singular vector.</summary>
/// <remarks>Arora, Liang, Ma: A Simple but Tough-to-Beat Baseline for Sentence Embeddings, ICLR 2017, section 4.1.</remarks>
internal static class CommonComponent
{
    // The leading singular value is far apart from the second one, so few rounds suffice.
    private const int Rounds = 12;

    /// <summary>First right singular vector of a matrix by power iteration from a fixed start, unit length.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="dimensions">Length of a row.</param>
    public static float[] Of(ReadOnlySpan<float> rows, int dimensions)
    {
        var direction = new float[dimensions];
        Array.Fill(direction, 1f / MathF.Sqrt(dimensions));
        var next = new float[dimensions];
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(next);
            for (var at = 0; at < rows.Length; at += dimensions)
            {
                var row = rows.Slice(at, dimensions);
                TensorPrimitives.MultiplyAdd(row, TensorPrimitives.Dot(row, direction), next, next);
            }

            TensorPrimitives.Divide(next, TensorPrimitives.Norm(next), direction);
        }

        return direction;
    }

    /// <summary>Takes the share along a unit direction out of a vector.</summary>
    /// <param name="vector">The vector to change.</param>
    /// <param name="direction">A unit vector.</param>
    public static void Remove(Span<float> vector, ReadOnlySpan<float> direction) =>
        TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot(vector, direction), vector, vector);
}
