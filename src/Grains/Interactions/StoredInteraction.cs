namespace AgentCluster.Interactions;

/// <summary>An interaction with the version that guards its next change.</summary>
/// <param name="Version">Row version, from 1.</param>
/// <param name="Interaction">The interaction.</param>
public sealed record StoredInteraction(long Version, Interaction Interaction);
