using System.Collections.Immutable;

namespace AgentCluster.Reasoning.Local;

/// <summary>A column with the words of its name.</summary>
/// <param name="Ref">The column.</param>
/// <param name="Words">Words of its name.</param>
internal sealed record ColumnEntry(ColumnRef Ref, ImmutableArray<Token> Words);
