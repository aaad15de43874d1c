namespace AgentCluster.Interactions;

/// <summary>An interaction with the version that guards its next change.</summary>
/// <param name="Version">Row version, from 1.</param>
/// <param name="Interaction">The interaction.</param>
/// <param name="LearnedVersion">The version that its agent last learned from; 0 for none.</param>
public sealed record StoredInteraction(long Version, Interaction Interaction, long LearnedVersion = 0);
