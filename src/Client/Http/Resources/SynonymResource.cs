namespace AgentCluster.Client.Http.Resources;

/// <summary>A word of the askers for something of the catalog.</summary>
/// <param name="Word">The word.</param>
/// <param name="Meaning">What it stands for.</param>
internal sealed record SynonymResource(string Word, string Meaning);
