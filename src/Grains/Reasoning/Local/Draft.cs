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

    /// <summary>The word that joins the mention being read to the one before: "and" (no argument), "or", or none.</summary>
    public Cue? Joined { get; set; }

    /// <summary>References whose names the question uses for what they lead to; joins go along them.</summary>
    public List<JoinHop> Roles { get; } = [];

    public HashSet<JoinHop> UsedRoles { get; } = [];

    /// <summary>Groups kept or ordered by their number of rows: an operator with a number, or a ranking.</summary>
    public (string Operator, decimal Number)? GroupHaving { get; set; }

    public (bool Descending, int Limit)? GroupRanking { get; set; }

    /// <summary>What groups are ordered by instead of their number of rows.</summary>
    public (string Function, ColumnRef Column)? GroupRankedBy { get; set; }

    /// <summary>Whether the columns asked for were joined by "and".</summary>
    public bool IsList { get; set; }

    /// <summary>Whether words stand before the mention that part it from the one before.</summary>
    public bool IsAfterWords { get; set; }

    /// <summary>Whether the next mention follows at once, with no word between.</summary>
    public bool IsNextBeside { get; set; }

    /// <summary>Whether the number of counted rows is shown beside each row.</summary>
    public bool ShowCount { get; set; }

    /// <summary>Set when a percentage is asked for: how many conditions narrow the whole and not the part.</summary>
    public int? ShareFrom { get; set; }

    public Cue? HowMuch { get; set; }

    public Cue? Asks { get; set; }

    /// <summary>Set when two names cannot be joined: there is no such reading.</summary>
    public bool IsBroken { get; set; }

    public double JoinCost { get; private set; }

    public void Spend(double joins) => JoinCost += joins;

    /// <summary>Doubts what is shown, not how the question is read.</summary>
    public void DoubtShown(double factor, string assumption) => _doubts.Add(new(factor, assumption, IsOfReading: false));

    public void Doubt(double factor, string assumption = "")
    {
        var doubt = new Doubt(factor, assumption);
        if (assumption.Length == 0 || !_doubts.Contains(doubt))
            _doubts.Add(doubt);
    }

    public ReadingNode? Find(CatalogTable table)
    {
        for (var node = Current; node is not null; node = node.Parent)
        {
            if (node.Rows.Table == table)
                return node;
        }

        return _nodes.FirstOrDefault(node => node.Rows.Table == table);
    }

    /// <summary>The set of that table: the one there is, or a new one tied to the nearest set that a path leads from.</summary>
    public ReadingNode? Reach(CatalogTable table)
    {
        if (!Pending.Loop.IsEmpty && Current is { } current && Pending.Loop[^1].To == table)
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

        if (best.Path.Length <= 2 && Pending.Way is null && Roles.Count == 0 && Lexicon.Joins.Ways(best.Parent.Rows.Table, table) > 1)
            Doubt(0.75, WayChosen(best.Path));
        return Tie(best.Parent, table, best.Path);
    }

    /// <summary>Takes back the doubt about a way once the question has said more.</summary>
    public void Settle(ReadingNode node)
    {
        _doubts.RemoveAll(doubt => doubt.Assumption == WayChosen(node.Path));
        JoinCost -= JoinGraph.Cost(node.Path);
    }

    private static string WayChosen(ImmutableArray<JoinHop> path) =>
        $"{ReadingWords.Name(path[0].From.Name)} and {ReadingWords.Name(path[^1].To.Name)} are joined by {path[0].FromColumns[0]}.";


    /// <summary>The set whose rows meet many of the table's, so that counting them tells something; or else the nearest.</summary>
    public (ReadingNode Parent, ImmutableArray<JoinHop> Path)? CountParent(CatalogTable table)
    {
        for (var node = Current; node is not null; node = node.Parent)
        {
            if (Path(node.Rows.Table, table) is { IsEmpty: false } path && path.Any(hop => !hop.ToOne))
                return (node, path);
        }

        return BestParent(table);
    }

    public (ReadingNode Parent, ImmutableArray<JoinHop> Path)? BestParent(CatalogTable table)
    {
        (ReadingNode Parent, ImmutableArray<JoinHop> Path)? best = null;
        var cheapest = double.MaxValue;
        var steps = 0;
        for (var node = Counted ?? Current; node is not null; node = node.Parent, steps++)
        {
            if (Path(node.Rows.Table, table) is not { IsEmpty: false } path)
                continue;
            var cost = JoinGraph.Cost(path) + steps * StepUp;
            if (cost < cheapest)
                (best, cheapest) = ((node, path), cost);
        }

        return best;
    }

    /// <summary>The way from one table to another: along the reference the question named, along the end it named, or else the cheapest.</summary>
    private ImmutableArray<JoinHop>? Path(CatalogTable from, CatalogTable to)
    {
        foreach (var role in Roles)
        {
            ImmutableArray<JoinHop>? way = role.To == to && Lexicon.Joins.Path(from, role.From) is { } before && before.All(hop => hop.To != to)
                ? before.Add(role)
                : role.To == from && Lexicon.Joins.Path(role.From, to) is { } after && after.All(hop => hop.To != from)
                ? [.. Lexicon.Joins.Reverse([role]), .. after]
                : null;
            if (way is null)
                continue;
            UsedRoles.Add(role);
            return way;
        }

        return Ends.Of(Lexicon, from, to, Pending.Way) ?? Lexicon.Joins.Path(from, to);
    }

    /// <summary>A second set of the table beside one there is, tied to the same parent.</summary>
    public ReadingNode Beside(ReadingNode node, ImmutableArray<JoinHop> path) => Tie(node.Parent!, node.Rows.Table, path);

    public ReadingNode Tie(ReadingNode parent, CatalogTable table, ImmutableArray<JoinHop> path)
    {
        var node = new ReadingNode(new RowSet(table), parent, path);
        JoinCost += JoinGraph.Cost(path);
        Pending.Way = null;
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
