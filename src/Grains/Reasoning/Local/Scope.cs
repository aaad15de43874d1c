namespace AgentCluster.Reasoning.Local;

/// <summary>The names that one SELECT can see: its table and the tables joined to it, each path joined once.</summary>
internal sealed class Scope(string alias)
{
    private readonly List<(JoinHop Hop, string From, string Alias)> _joins = [];

    public string Alias { get; } = alias;

    public IReadOnlyList<(JoinHop Hop, string From, string Alias)> Joins => _joins;

    public string Join(JoinHop hop, string from, Func<string> nextAlias)
    {
        foreach (var join in _joins)
        {
            if (join.From == from && join.Hop == hop)
                return join.Alias;
        }

        _joins.Add((hop, from, nextAlias()));
        return _joins[^1].Alias;
    }
}
