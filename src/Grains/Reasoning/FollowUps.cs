using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning.Local;
using AgentCluster.Reasoning.Local.Acting;
using AgentCluster.Reasoning.Local.FollowUps;

namespace AgentCluster.Reasoning;

/// <summary>Tells follow-ups from questions that stand by themselves, and says what a follow-up means by itself.</summary>
/// <remarks>
/// It works before anything is recalled or planned: knowledge is looked up for, and learned under, the words that mean something alone.
/// The result is kept with the interaction, so that a chain of follow-ups leans on one question, not on all before it.
/// </remarks>
public sealed class FollowUps
{
    private readonly CatalogCache _catalogs;
    private readonly Memories _memories;
    private readonly LexiconCache _lexicons;
    private readonly MeaningLinker _meaning;
    private readonly TimeProvider _time;

    internal FollowUps(CatalogCache catalogs, Memories memories, LexiconCache lexicons, WordVectors vectors, TimeProvider time) =>
        (_catalogs, _memories, _lexicons, _meaning, _time) = (catalogs, memories, lexicons, new(vectors), time);

    /// <summary>What the question means by itself, or null when it is to be answered as it stands.</summary>
    /// <param name="source">Tenant and source asked about.</param>
    /// <param name="question">The question.</param>
    /// <param name="turns">Earlier turns of its conversation, oldest first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<StandaloneQuestion?> ResolveAsync(
        SourceKey source, string question, ImmutableArray<ConversationTurn> turns, CancellationToken cancellationToken)
    {
        var tokens = Tokenizer.Tokenize(question);
        if (!Ellipsis.MayLean(tokens) || SqlQuestion.IsStatement(question) || RequestReader.IsPlain(question) || await _catalogs.GetAsync(source, cancellationToken) is not { Value: { } catalog })
            return null;
        var synonyms = await _memories.RecallAsync(
            source.Tenant, new() { Kinds = [MemoryKinds.Synonym], Source = source.Source, Limit = Memories.MostResults }, cancellationToken);
        var linker = new Linker(_lexicons.Get(source, catalog), new SynonymMap(synonyms.Items), _meaning);
        return FollowUp.Resolve(tokens, turns, linker, DateOnly.FromDateTime(_time.GetUtcNow().DateTime));
    }
}
