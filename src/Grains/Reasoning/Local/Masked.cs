using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>A question with its values, numbers and dates taken out.</summary>
/// <param name="Words">The words that carry meaning, in order.</param>
/// <param name="Cues">The closed-vocabulary words in order, as kind, argument and direction: two questions that differ here ask for different things.</param>
/// <param name="Slots">What was taken out, in order.</param>
internal sealed record Masked(ImmutableArray<Token> Words, ImmutableArray<string> Cues, ImmutableArray<Slot> Slots);
