namespace AgentCluster.Reasoning.Local;

/// <summary>One example in which a word stood for something: with that meaning the planner comes to the example's own result.</summary>
/// <param name="Word">The word or words.</param>
/// <param name="Meaning">What they stand for, as <see cref="SynonymMap"/> reads it.</param>
internal readonly record struct WordEvidence(string Word, string Meaning);
