using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>Stored values by their words, so that a question's words are looked up, never searched for.</summary>
internal sealed class ValueIndex
{
    private const int MostHits = 12;

    private const int MostWords = 6;

    private readonly Dictionary<string, List<ValueHit>> _exact = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<ValueHit>> _stems = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<ValueHit>> _words = new(StringComparer.Ordinal);

    public int LongestValue { get; private set; } = 1;

    public IReadOnlyList<ValueHit> Exact(string words) => Find(_exact, words);

    public IReadOnlyList<ValueHit> Inflected(string stems) => Find(_stems, stems);

    /// <summary>Values of several words of which this is one.</summary>
    public IReadOnlyList<ValueHit> Containing(string word) => Find(_words, word);

    public void Add(ColumnRef column)
    {
        if (column.Column.Profile is not { } profile || column.Role is ColumnRole.Key or ColumnRole.Measure or ColumnRole.Date or ColumnRole.Flag)
            return;
        if (column.Column.Type is not (LogicalType.Text or LogicalType.Unknown))
            return;
        foreach (var value in profile.Values)
            Add(column, value.Value);
        foreach (var value in profile.Samples)
            Add(column, value);
    }

    private void Add(ColumnRef column, string value)
    {
        var tokens = Tokenizer.Identifier(value);
        if (tokens.Length is 0 or > MostWords)
            return;
        LongestValue = Math.Max(LongestValue, tokens.Length);
        var hit = new ValueHit(column, value);
        Put(_exact, string.Join(' ', tokens.Select(token => token.Lower)), hit);
        Put(_stems, string.Join(' ', tokens.Select(token => token.Stem)), hit);
        if (tokens.Length < 2)
            return;
        foreach (var token in tokens.Where(token => token.Lower.Length > 3))
            Put(_words, token.Lower, hit);
    }

    private static void Put(Dictionary<string, List<ValueHit>> index, string key, ValueHit hit)
    {
        if (!index.TryGetValue(key, out var hits))
            index[key] = hits = new(1);
        if (hits.Count < MostHits && !hits.Contains(hit))
            hits.Add(hit);
    }

    private static List<ValueHit> Find(Dictionary<string, List<ValueHit>> index, string key) =>
        index.TryGetValue(key, out var hits) ? hits : [];
}
