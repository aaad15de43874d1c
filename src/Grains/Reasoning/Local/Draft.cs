using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>A reading while it is composed: the sets so far, what is asked of them, and the doubts met.</summary>
internal sealed class Draft(CatalogLexicon lexicon)
{
    // Each step up from the newest set makes an attachment a little less likely.
    private const double StepUp = 0.15;

    private readonly List<ReadingNode> _nodes = [];

    private readonly List<Doubt> _doubts = [];

    public CatalogLexicon Lexicon { get; } = lexicon;

    public IReadOnlyList<ReadingNode> Nodes => _nodes;

    public IReadOnlyList<Doubt> Doubts => _doubts;

    public ReadingNode? Current { get; set; }

    /// <summary>The set that was last counted in a ranking or comparison; conditions that fit it and nothing else belong to it.</summary>
    public ReadingNode? Counted { get; set; }

    public Modifiers Pending { get; } = new();

    /// <summary>Columns asked for before any set was named, and after.</summary>
    public List<ColumnRef> Head { get; } = [];

    public List<ColumnRef> Tail { get; } = [];

    public List<(string Function, ColumnRef Column)> Aggregates { get; } = [];

    public List<CatalogTable> GroupTables { get; } = [];

    public List<ColumnRef> GroupColumns { get; } = [];

    public string? GroupUnit { get; set; }

    public (ColumnRef Column, bool Descending)? OrderBy { get; set; }

    /// <summary>Order of the rows by what is shown last, when asked for.</summary>
    public bool? Direction { get; set; }

    public bool HowMany { get; set; }

    public bool Distinct { get; set; }

    /// <summary>Whether "and" or "or" stands before the mention being read.</summary>
    public bool Joined { get; set; }

    public Cue? HowMuch { get; set; }

    public Cue? Asks { get; set; }

    /// <summary>Set when two names cannot be joined: there is no such reading.</summary>
    public bool IsBroken { get; set; }

    public double JoinCost { get; private set; }

    public void Spend(double joins) => JoinCost += joins;

    public void Doubt(double factor, string assumption = "") => _doubts.Add(new(factor, assumption));

    public ReadingNode? Find(CatalogTable table)
    {
        for (var node = Current; node is not null; node = node.Parent)
        {
            if (node.Rows.Table.Name == table.Name)
                return node;
        }

        return _nodes.FirstOrDefault(node => node.Rows.Table.Name == table.Name);
    }

    /// <summary>The set of that table: the one there is, or a new one tied to the nearest set that a path leads from.</summary>
    public ReadingNode? Reach(CatalogTable table)
    {
        if (!Pending.Loop.IsEmpty && Current is { } current && Pending.Loop[^1].To.Name == table.Name)
        {
            var loop = Pending.Loop;
            Pending.Loop = [];
            return Tie(current, table, loop);
        }

        return Find(table) is { } known ? Current = known : Attach(table);
    }

    public ReadingNode? Attach(CatalogTable table)
    {
        if (_nodes.Count == 0)
            return Add(new(new RowSet(table), null, []));
        if (BestParent(table) is not { } best)
        {
            IsBroken = true;
            return null;
        }

        return Tie(best.Parent, table, best.Path);
    }

    public (ReadingNode Parent, ImmutableArray<JoinHop> Path)? BestParent(CatalogTable table)
    {
        (ReadingNode Parent, ImmutableArray<JoinHop> Path)? best = null;
        var cheapest = double.MaxValue;
        var steps = 0;
        for (var node = Current; node is not null; node = node.Parent, steps++)
        {
            if (Lexicon.Joins.Path(node.Rows.Table, table) is not { IsEmpty: false } path)
                continue;
            var cost = JoinGraph.Cost(path) + steps * StepUp;
            if (cost < cheapest)
                (best, cheapest) = ((node, path), cost);
        }

        return best;
    }

    private ReadingNode Tie(ReadingNode parent, CatalogTable table, ImmutableArray<JoinHop> path)
    {
        var node = new ReadingNode(new RowSet(table), parent, path);
        JoinCost += JoinGraph.Cost(path);
        node.Tie = new RelatedCondition(path, node.Rows, Pending.TakeNot());
        parent.Rows.Conditions.Add(node.Tie);
        return Add(node);
    }

    private ReadingNode Add(ReadingNode node)
    {
        _nodes.Add(node);
        return Current = node;
    }
}
