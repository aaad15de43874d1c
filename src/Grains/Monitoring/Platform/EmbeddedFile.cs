using System.Collections.Immutable;

namespace AgentCluster.Monitoring.Platform;

/// <summary>A database of the data directory.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="Damage">What SQLite's quick check says, or null when it found nothing.</param>
/// <param name="Applied">Names of the migrations that ran; null when the file is not there.</param>
/// <param name="Expected">Names of the migrations that this program knows.</param>
public sealed record EmbeddedFile(string Name, string? Damage, ImmutableArray<string>? Applied, ImmutableArray<string> Expected);
