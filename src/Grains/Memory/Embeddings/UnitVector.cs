using System.Numerics.Tensors;

namespace AgentCluster.Memory;

/// <summary>Brings vectors to unit length, so that their dot product is their cosine.</summary>
internal static class UnitVector
{
    // What remains of a vector that only consisted of what was taken out of it is noise of the last bits.
    private const float Negligible = 1e-5f;

    /// <summary>Divides by the length; a vector without any becomes exactly zero.</summary>
    /// <param name="vector">The vector to change.</param>
    /// <returns>Whether it has a direction.</returns>
    public static bool TryNormalize(Span<float> vector)
    {
        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm < Negligible)
        {
            vector.Clear();
            return false;
        }

        TensorPrimitives.Divide(vector, norm, vector);
        return true;
    }
}
