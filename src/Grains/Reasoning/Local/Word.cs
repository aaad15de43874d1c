namespace AgentCluster.Reasoning.Local;

/// <summary>A mention where it stands in the sentence.</summary>
/// <param name="Mention">What it stands for.</param>
/// <param name="AfterVerb">Whether a verb stands between it and the mention before.</param>
/// <param name="AfterWords">Whether words stand there that neither name nor equate ("the city of Rome", "the city Rome").</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token after its last.</param>
internal readonly record struct Word(Mention Mention, bool AfterVerb, bool AfterWords, int Start, int End);
