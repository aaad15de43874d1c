namespace AgentCluster.Reasoning.Local.Acting;

/// <summary>What readers of requests share for one question.</summary>
internal sealed record ActingContext(
    CatalogLexicon Lexicon, ActingNames Names, RowConditions Conditions, TargetReader Targets, ValueReader Values, SqlDialect Dialect, DateTime Now, StatusTool? StatusTool)
{
    private readonly List<(int Doubt, string Text)> _reasons = [];

    /// <summary>Why words did not fit, for asking back; only of the likeliest ways to read them.</summary>
    public IEnumerable<string> Reasons => _reasons.Where(reason => reason.Doubt == _reasons.Min(other => other.Doubt)).Select(reason => reason.Text);

    /// <param name="reason">Why the words did not fit, a sentence.</param>
    /// <param name="doubt">How unlikely the way was to be meant at all.</param>
    public void Explain(string reason, int doubt = 0)
    {
        if (!_reasons.Contains((doubt, reason)))
            _reasons.Add((doubt, reason));
    }
}
