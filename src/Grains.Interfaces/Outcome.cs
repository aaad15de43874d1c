using System.Diagnostics.CodeAnalysis;

namespace AgentCluster;

/// <summary>Either a value or the <see cref="AgentCluster.Problem"/> that stands in its place.</summary>
/// <typeparam name="T">The value's type.</typeparam>
[GenerateSerializer, Immutable, Alias("AgentCluster.Outcome`1")]
public sealed record Outcome<T>
{
    /// <summary>The value; null exactly when <see cref="Problem"/> is not.</summary>
    [Id(0)]
    public T? Value { get; init; }

    /// <summary>The expected failure, or null.</summary>
    [Id(1)]
    public Problem? Problem { get; init; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Problem is null;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Outcome<T>(T value) => new() { Value = value };

    /// <summary>Wraps a problem.</summary>
    /// <param name="problem">The expected failure.</param>
    public static implicit operator Outcome<T>(Problem problem) => new() { Problem = problem };
}
