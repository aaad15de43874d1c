using System.Collections.Immutable;
using AgentCluster.Discovery;
using AgentCluster.Execution;
using AgentCluster.Memory;

namespace AgentCluster.Reasoning.Local;

/// <summary>
/// Finds out what words of a learned question stand for: each meaning that its statement suggests is tried, and believed when
/// the planner then comes to the statement's own result.
/// </summary>
/// <param name="planner">Reads questions.</param>
/// <param name="lexicons">Names and values of catalogs.</param>
internal sealed class WordStudy(Planner planner, LexiconCache lexicons)
{
    private const int MostDoubtful = 3;

    private const int MostTrials = 48;

    /// <param name="source">The source.</param>
    /// <param name="catalog">Its catalog.</param>
    /// <param name="question">The learned question.</param>
    /// <param name="sql">Its statement.</param>
    /// <param name="result">Runs a statement: its result in a comparable form, or null when it fails or is empty.</param>
    public async Task<ImmutableArray<WordEvidence>> StudyAsync(
        SourceKey source, Catalog catalog, string question, string sql, Func<string, Task<string?>> result)
    {
        var reading = Read(source, catalog, question, []);
        var doubtful = reading is null ? [] : Doubtful(reading);
        if (doubtful.Count is 0 or > MostDoubtful || await result(sql) is not { } wanted)
            return [];
        if (await result(reading!.Sql) == wanted)
            return [.. doubtful.Select(link => new WordEvidence(link.Span.Text, link.Chosen is null ? SynonymMap.Nothing : MeaningOf(link.Chosen))).Where(word => word.Meaning.Length > 0)];
        var found = ImmutableArray.CreateBuilder<WordEvidence>();
        foreach (var word in Trials(question, sql, doubtful, lexicons.Get(source, catalog)).Take(MostTrials))
        {
            if (Read(source, catalog, question, [word]) is { } other && other.Sql != reading.Sql && await result(other.Sql) == wanted)
                found.Add(word);
        }

        return found.ToImmutable();
    }

    private static IEnumerable<WordEvidence> Trials(string question, string sql, List<(LinkedSpan Span, Mention? Chosen)> doubtful, CatalogLexicon lexicon)
    {
        var meanings = WordHypotheses.Of(question, sql, lexicon).Distinct().ToList();
        return from word in doubtful.SelectMany(link => Phrases(question, link.Span)).Distinct(StringComparer.OrdinalIgnoreCase)
               from meaning in meanings
               select new WordEvidence(word, meaning);
    }

    // The word alone, and with each neighbour: "united" of "united states" means nothing by itself.
    private static IEnumerable<string> Phrases(string question, LinkedSpan span)
    {
        var tokens = Tokenizer.Tokenize(question);
        yield return span.Text;
        if (span.End < tokens.Length && IsWord(tokens[span.End]))
            yield return $"{span.Text} {tokens[span.End].Text}";
        if (span.Start > 0 && IsWord(tokens[span.Start - 1]))
            yield return $"{tokens[span.Start - 1].Text} {span.Text}";
    }

    private static bool IsWord(Token token) => token.Kind == TokenKind.Word && Vocabulary.Find(token.Lower) is null;

    private static List<(LinkedSpan Span, Mention? Chosen)> Doubtful(Reading reading) =>
        [.. reading.Links.Where(link => link.Chosen is null or { Why: "meaning" } && link.Span.Text.Any(char.IsLetter))];

    private static string MeaningOf(Mention mention) => mention switch
    {
        TableMention table => table.Table.Identifier,
        ColumnMention column => column.Column.ToString(),
        _ => "",
    };

    private Reading? Read(SourceKey source, Catalog catalog, string question, ReadOnlySpan<WordEvidence> words)
    {
        var memories = ImmutableArray.CreateBuilder<RecalledMemory>();
        foreach (var word in words)
            memories.Add(Assumed(word));
        return planner.Readings(new() { Source = source, Catalog = catalog, Question = question, Memories = memories.ToImmutable() }).FirstOrDefault();
    }

    private static RecalledMemory Assumed(WordEvidence word) => new()
    {
        Item = new() { Id = "", Kind = MemoryKinds.Synonym, Subject = word.Word, Content = word.Meaning },
        Score = 1,
        Signals = new(),
    };
}
