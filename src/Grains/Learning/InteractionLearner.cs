using System.Collections.Immutable;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>Learning middleware, after: turns ended interactions into memories, in batches, off the answer's path.</summary>
public sealed class InteractionLearner(Memories memories, StatementDependencies dependencies, SynonymLearner synonyms)
{
    /// <summary>Learns from ended interactions; durable when it returns, and harmless when repeated.</summary>
    /// <param name="tenant">Tenant.</param>
    /// <param name="agent">The agent that answered.</param>
    /// <param name="ended">Ended interactions, oldest first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task LearnAsync(string tenant, string agent, ImmutableArray<Interaction> ended, CancellationToken cancellationToken)
    {
        var lessons = ended.Select(interaction => (Lesson: Lesson.Of(agent, interaction), interaction.Source)).ToList();
        await RememberAsync(tenant, lessons, cancellationToken);
        foreach (var (lesson, _) in lessons.Where(item => item.Lesson.UsedWereRight is not null))
        {
            foreach (var id in lesson.Used)
            {
                await memories.JudgeAsync(tenant, id, lesson.UsedWereRight == true, cancellationToken);
            }
        }

        await memories.MarkUsedAsync(tenant, [.. lessons.SelectMany(item => item.Lesson.Used)], cancellationToken);
    }

    private async Task RememberAsync(string tenant, List<(Lesson Lesson, string Source)> lessons, CancellationToken cancellationToken)
    {
        var drafts = new List<(MemoryDraft Draft, bool Holds)>();
        foreach (var (lesson, source) in lessons)
        {
            foreach (var failure in lesson.Failures)
            {
                // The engine cannot say what a statement rests on that it could not read: the one in its place does.
                if (await RestedAsync(tenant, source, failure, failure.Metadata[StatementFixes.Fixed], cancellationToken) is { } wrong)
                {
                    drafts.Add((wrong, false));
                }
            }

            if (lesson.Draft is { } draft && await RestedAsync(tenant, source, draft, draft.Content, cancellationToken) is { } known)
            {
                drafts.Add((known, lesson.DraftHolds));
            }

            if (lesson.Correction is { } correction && await RestedAsync(tenant, source, correction, correction.Content, cancellationToken) is { } right)
            {
                drafts.Add((right, true));
            }
        }

        drafts.AddRange(lessons.Select(item => item.Lesson.Rejection).OfType<MemoryDraft>().Select(rejection => (rejection, true)));

        // A routine question fills a batch with the same lesson.
        drafts = [.. drafts.DistinctBy(item => (item.Draft.Source, item.Draft.Kind, item.Draft.UniqueKey, item.Draft.Content, item.Draft.Trust, item.Holds))];
        if (drafts.Count == 0)
        {
            return;
        }

        var stored = await memories.StoreAsync(tenant, [.. drafts.Select(item => item.Draft)], cancellationToken);
        for (var i = 0; i < drafts.Count; i++)
        {
            if (!drafts[i].Holds && stored[i].Id is { } wrong)
            {
                await memories.JudgeAsync(tenant, wrong, confirmed: false, cancellationToken);
            }
        }

        // Also of what was stored by a run that was interrupted before it came here.
        var corrections = drafts.Zip(stored).Where(pair => pair.First.Draft.Kind == MemoryKinds.Correction && pair.Second.Id is not null);
        foreach (var bySource in corrections.GroupBy(pair => pair.First.Draft.Source!, StringComparer.Ordinal))
        {
            await synonyms.LearnAsync(new(tenant, bySource.Key), [.. bySource.Select(pair => (pair.First.Draft, pair.Second.Id!))], cancellationToken);
        }
    }

    /// <summary>
    /// The draft with what its statement rests on. Where that cannot be told (its source is away), a person's word is kept all the
    /// same and an agent's own conclusion is dropped: it could never be told to be stale.
    /// </summary>
    private async Task<MemoryDraft?> RestedAsync(string tenant, string source, MemoryDraft draft, string sql, CancellationToken cancellationToken)
    {
        var rests = await dependencies.OfAsync(new(tenant, source), sql, cancellationToken);
        return rests.Succeeded ? draft with { DependsOn = rests.Value } : draft.Trust >= MemoryTrust.Verified ? draft : null;
    }
}
