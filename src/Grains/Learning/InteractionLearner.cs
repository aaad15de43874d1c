using System.Collections.Immutable;
using AgentCluster.Execution;
using AgentCluster.Interactions;
using AgentCluster.Memory;

namespace AgentCluster.Learning;

/// <summary>Learning middleware, after: turns ended interactions into memories, in batches, off the answer's path.</summary>
public sealed class InteractionLearner(Memories memories, StatementDependencies dependencies)
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
            if (lesson.Draft is { } draft)
            {
                drafts.Add((draft with { DependsOn = await dependencies.OfAsync(new(tenant, source), draft.Content, cancellationToken) }, lesson.DraftHolds));
            }

            if (lesson.Correction is { } correction)
            {
                drafts.Add((correction with { DependsOn = await dependencies.OfAsync(new(tenant, source), correction.Content, cancellationToken) }, true));
            }
        }

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
    }
}
