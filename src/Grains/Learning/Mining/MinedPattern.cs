using System.Collections.Immutable;

namespace AgentCluster.Learning;

/// <summary>A pattern before it is remembered.</summary>
/// <param name="Kind">One of <see cref="PatternKinds"/>.</param>
/// <param name="Key">What tells it from others of its kind.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Tally">What was counted.</param>
/// <param name="Confidence">The share of its occasions on which it was seen.</param>
/// <param name="Tables">The tables it rests on.</param>
internal sealed record MinedPattern(string Kind, string Key, string Subject, Tally Tally, double Confidence, ImmutableArray<string> Tables)
{
    public string? Rhythm { get; } = Kind == PatternKinds.RoutineQuestion ? Learning.Rhythm.Of(Tally.Days) : null;
}
