namespace AgentCluster.Reasoning.Local;

/// <summary>Something a reading takes for granted.</summary>
/// <param name="Factor">What it leaves of the confidence, 0 to 1.</param>
/// <param name="Assumption">One sentence for the asker, or empty when it needs none.</param>
/// <param name="IsOfReading">Whether another reading is the likelier for it; false when only what is shown is in doubt.</param>
internal sealed record Doubt(double Factor, string Assumption, bool IsOfReading = true);
