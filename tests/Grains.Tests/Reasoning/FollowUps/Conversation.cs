using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Memory;
using AgentCluster.Reasoning;
using AgentCluster.Reasoning.Local;
using AgentCluster.Reasoning.Local.FollowUps;

namespace AgentCluster.Grains.Tests.Reasoning.FollowUps;

/// <summary>Talks to the planner as a run does: each turn keeps what its question meant by itself.</summary>
internal sealed class Conversation(Catalog catalog)
{
    private static readonly MeaningLinker Meaning = new(WordVectors.Shared);

    private readonly Linker _linker = new(new CatalogLexicon(catalog), new SynonymMap([]), Meaning);
    private ImmutableArray<ConversationTurn> _turns = [];

    public StandaloneQuestion? Ask(string question)
    {
        var tokens = Tokenizer.Tokenize(question);
        var standalone = Ellipsis.MayLean(tokens) ? FollowUp.Resolve(tokens, _turns, _linker, new DateOnly(2026, 6, 17)) : null;
        _turns = _turns.Add(new(question, standalone?.Missing is null ? "SELECT 1" : null, "", standalone?.Text));
        return standalone;
    }

    /// <summary>What the last of several questions means by itself.</summary>
    public StandaloneQuestion? Talk(string questions)
    {
        StandaloneQuestion? last = null;
        foreach (var question in questions.Split('|'))
            last = Ask(question);
        return last;
    }
}
