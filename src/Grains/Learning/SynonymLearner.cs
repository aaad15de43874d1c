using System.Collections.Immutable;
using AgentCluster.Execution;
using AgentCluster.Memory;
using AgentCluster.Reasoning;

namespace AgentCluster.Learning;

/// <summary>Remembers what askers' words stand for, as far as examples and corrections show it.</summary>
public sealed class SynonymLearner(WordLearner words, Memories memories, StatementDependencies dependencies, TimeProvider time)
{
    private const int ExamplesOfAWord = 24;
    private const int ExamplesNamed = 5;

    // What was learned of one batch is kept, whatever becomes of the next.
    private const int ExamplesAtOnce = 250;

    // Whoever teaches waits for it, and stops waiting after five minutes. Examples not studied teach their words when another one holds them too.
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(2);

    /// <summary>Learns from examples that were just stored, together with known ones that hold the same words.</summary>
    /// <param name="source">Their source.</param>
    /// <param name="stored">The examples with their memory ids.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task LearnAsync(SourceKey source, IReadOnlyList<(MemoryDraft Draft, string Id)> stored, CancellationToken cancellationToken)
    {
        // What is private to an agent teaches only that agent.
        var started = time.GetTimestamp();
        foreach (var batch in stored.GroupBy(item => item.Draft.Agent).SelectMany(owner => owner.Chunk(ExamplesAtOnce)))
        {
            if (time.GetElapsedTime(started) >= MostTime)
            {
                return;
            }

            await LearnBatchAsync(source, batch[0].Draft.Agent, batch, cancellationToken);
        }
    }

    private async Task LearnBatchAsync(SourceKey source, string? agent, (MemoryDraft Draft, string Id)[] batch, CancellationToken cancellationToken)
    {
        var examples = batch.Select(item => new TaughtExample(item.Id, item.Draft.Subject!, item.Draft.Content, item.Draft.Kind == MemoryKinds.Correction)).ToList();
        var learned = await words.LearnAsync(source, examples, word => HoldingAsync(source, agent, word, cancellationToken), cancellationToken);
        var drafts = new List<MemoryDraft>();
        foreach (var word in learned)
        {
            if (await dependencies.OfAsync(source, word.Examples[0].Sql, cancellationToken) is { Succeeded: true } rests)
            {
                drafts.Add(Draft(source, agent, word, rests.Value));
            }
        }

        if (drafts.Count > 0)
        {
            await memories.StoreAsync(source.Tenant, drafts, cancellationToken);
        }
    }

    private static MemoryDraft Draft(SourceKey source, string? agent, LearnedWord word, ImmutableArray<MemoryDependency> rests) => new()
    {
        Agent = agent,
        Source = source.Source,
        Kind = MemoryKinds.Synonym,
        Subject = word.Word,
        Content = word.Meaning,
        Trust = word.IsCorrected ? MemoryTrust.Verified : MemoryTrust.Agent,
        Importance = 0.7,
        Confidence = 1 - (1d / (1 + word.Examples.Length)),
        Provenance = "examples:" + string.Join(',', word.Examples.Take(ExamplesNamed).Select(example => example.Id)),
        UniqueKey = $"w:{word.Word}={word.Meaning.ToLowerInvariant()}",
        DependsOn = rests,
    };

    private async Task<IReadOnlyList<TaughtExample>> HoldingAsync(SourceKey source, string? agent, string word, CancellationToken cancellationToken)
    {
        var query = new MemoryQuery
        {
            Text = word, Agent = agent, Source = source.Source, Kinds = [MemoryKinds.Correction, MemoryKinds.SqlExample], Limit = ExamplesOfAWord,
        };
        var page = await memories.RecallAsync(source.Tenant, query, cancellationToken);
        return
        [
            .. page.Items.Select(recalled => recalled.Item)
                .Where(item => item is { Trust: >= MemoryTrust.Verified, IsRefuted: false, Subject: not null })
                .Select(item => new TaughtExample(item.Id, item.Subject!, item.Content, item.Kind == MemoryKinds.Correction)),
        ];
    }
}
