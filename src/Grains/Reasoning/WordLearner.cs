using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Reasoning.Local;

namespace AgentCluster.Reasoning;

/// <summary>Learns what askers' words stand for, out of questions with known statements. What is learned was tried on the data.</summary>
public sealed class WordLearner
{
    private const int MostRows = 1000;

    private readonly WordStudy _study;
    private readonly Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> _catalogs;
    private readonly Func<ReadRequest, CancellationToken, Task<ReadOutcome>> _read;

    internal WordLearner(
        WordStudy study, Func<SourceKey, CancellationToken, Task<Outcome<Catalog>>> catalogs,
        Func<ReadRequest, CancellationToken, Task<ReadOutcome>> read) =>
        (_study, _catalogs, _read) = (study, catalogs, read);

    /// <summary>Studies new examples, and known ones that hold the same words.</summary>
    /// <param name="source">Their source.</param>
    /// <param name="examples">The new examples.</param>
    /// <param name="holding">Known examples that may hold a word.</param>
    /// <param name="cancellationToken">Cancels the study.</param>
    /// <returns>What at least two examples or a correction agree on; empty while the source is not discovered.</returns>
    public async Task<ImmutableArray<LearnedWord>> LearnAsync(
        SourceKey source, IReadOnlyList<TaughtExample> examples, Func<string, Task<IReadOnlyList<TaughtExample>>> holding,
        CancellationToken cancellationToken)
    {
        var catalog = await _catalogs(source, cancellationToken);
        if (!catalog.Succeeded)
            return [];
        var evidence = new List<(WordEvidence Word, TaughtExample Example)>();
        var studied = new HashSet<string>(StringComparer.Ordinal);
        await StudyAsync(source, catalog.Value, examples, studied, evidence, cancellationToken);
        foreach (var word in evidence.Select(item => item.Word.Word).Distinct(StringComparer.OrdinalIgnoreCase).ToList())
            await StudyAsync(source, catalog.Value, await holding(word), studied, evidence, cancellationToken);
        return WordSettlement.Settle(evidence);
    }

    private async Task StudyAsync(
        SourceKey source, Catalog catalog, IEnumerable<TaughtExample> examples, HashSet<string> studied,
        List<(WordEvidence Word, TaughtExample Example)> evidence, CancellationToken cancellationToken)
    {
        foreach (var example in examples.Where(example => studied.Add(example.Id)))
        {
            var words = await _study.StudyAsync(source, catalog, example.Question, example.Sql, sql => ResultAsync(source, sql, cancellationToken));
            evidence.AddRange(words.Select(word => (word, example)));
        }
    }

    /// <summary>The rows in any order; null when there are none.</summary>
    private async Task<string?> ResultAsync(SourceKey source, string sql, CancellationToken cancellationToken)
    {
        var outcome = await _read(new ReadRequest { Source = source, Sql = sql, Agent = "learner", MaxRows = MostRows }, cancellationToken);
        if (outcome.Result is not { RowCount: > 0 } result)
            return null;
        using var rows = JsonDocument.Parse(result.RowsJson);
        return string.Join('\n', rows.RootElement.EnumerateArray().Select(row => row.GetRawText()).Order(StringComparer.Ordinal));
    }
}
