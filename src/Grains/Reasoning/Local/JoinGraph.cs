using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>How the tables of a catalog hang together: shortest paths along relationships.</summary>
internal sealed class JoinGraph
{
    private const double MinimumConfidence = 0.5;

    private const double HubCost = 0.5;

    private const int LongestPath = 4;

    private readonly Dictionary<CatalogTable, List<JoinHop>> _hops = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<CatalogColumn> _references = new(ReferenceEqualityComparer.Instance);

    public JoinGraph(Catalog catalog)
    {
        var tables = new TableNames(catalog);
        foreach (var relationship in catalog.Relationships)
        {
            if (tables.Find(relationship.FromTable) is not { } from)
                continue;
            if (relationship.Declared)
                _references.UnionWith(relationship.FromColumns.Select(from.Column).OfType<CatalogColumn>());
            if (relationship.Confidence < MinimumConfidence || tables.Find(relationship.ToTable) is not { } to)
                continue;
            var confidence = relationship.Declared ? 1 : relationship.Confidence;
            var cost = relationship.Declared ? 1 : 2.05 - relationship.Confidence;
            Add(new(from, to, relationship.FromColumns, relationship.ToColumns, ToOne: true, confidence, cost));
            Add(new(to, from, relationship.ToColumns, relationship.FromColumns, IsUnique(from, relationship.FromColumns), confidence, cost + 0.01));
        }
    }

    /// <summary>The columns of declared references.</summary>
    public IReadOnlySet<CatalogColumn> References => _references;

    /// <summary>Steps that start at the table.</summary>
    public IReadOnlyList<JoinHop> From(CatalogTable table) => _hops.TryGetValue(table, out var hops) ? hops : [];

    /// <summary>The cheapest path, or null; empty from a table to itself. Dijkstra (1959) over a graph of tables.</summary>
    public ImmutableArray<JoinHop>? Path(CatalogTable from, CatalogTable to)
    {
        var (arrived, climbed) = (new HashSet<CatalogTable>(ReferenceEqualityComparer.Instance), new HashSet<CatalogTable>(ReferenceEqualityComparer.Instance));
        var queue = new PriorityQueue<ImmutableArray<JoinHop>, double>();
        queue.Enqueue([], 0);
        while (queue.TryDequeue(out var path, out var cost))
        {
            var table = path.IsEmpty ? from : path[^1].To;
            if (table == to)
                return path;
            if (path.Length >= LongestPath || !(!path.IsEmpty && path[^1].ToOne ? climbed : arrived).Add(table))
                continue;
            foreach (var hop in From(table))
                queue.Enqueue(path.Add(hop), cost + hop.Cost + (IsHub(path, hop) ? HubCost : 0));
        }

        return null;
    }

    /// <summary>The same path walked from its end to its start.</summary>
    public ImmutableArray<JoinHop> Reverse(ImmutableArray<JoinHop> path) =>
        [.. path.Reverse().Select(hop => From(hop.To).First(back =>
            back.To == hop.From && back.FromColumns.SequenceEqual(hop.ToColumns) && back.ToColumns.SequenceEqual(hop.FromColumns)))];

    public static double Cost(ImmutableArray<JoinHop> path)
    {
        var cost = 0d;
        for (var i = 0; i < path.Length; i++)
            cost += path[i].Cost + (IsHub(path[..i], path[i]) ? HubCost : 0);
        return cost;
    }

    // Two things that refer to the same third one have little to do with each other (a fan trap); a thing that refers to both relates them.
    private static bool IsHub(ImmutableArray<JoinHop> path, JoinHop hop) => !path.IsEmpty && path[^1].ToOne && !hop.ToOne;

    /// <summary>The way to a table through one in between that refers to both, or null.</summary>
    public ImmutableArray<JoinHop>? Bridge(CatalogTable from, CatalogTable to)
    {
        foreach (var first in From(from))
        {
            if (!first.ToOne && From(first.To).FirstOrDefault(hop => hop.ToOne && hop.To == to) is { } second)
                return [first, second];
        }

        return null;
    }

    /// <summary>How many different references lead straight from one table to another or are bridged.</summary>
    public int Ways(CatalogTable from, CatalogTable to) => From(from).Count(hop => hop.To == to) + (Bridge(from, to) is null ? 0 : 1);

    /// <summary>
    /// Paths of a table back to itself: a column that refers to the own table, or two steps through a table that refers to it twice.
    /// </summary>
    public IEnumerable<ImmutableArray<JoinHop>> Loops(CatalogTable table)
    {
        foreach (var first in From(table))
        {
            if (first.To == table)
            {
                yield return [first];
                continue;
            }

            foreach (var second in From(first.To))
            {
                if (second.To == table && !second.FromColumns.SequenceEqual(first.ToColumns) && !first.ToOne)
                    yield return [first, second];
            }
        }
    }

    private void Add(JoinHop hop)
    {
        if (!_hops.TryGetValue(hop.From, out var hops))
            _hops[hop.From] = hops = [];
        if (!hops.Any(known => known.To == hop.To && known.FromColumns.SequenceEqual(hop.FromColumns) && known.ToColumns.SequenceEqual(hop.ToColumns)))
            hops.Add(hop);
    }

    private static bool IsUnique(CatalogTable table, ImmutableArray<string> columns) =>
        table.PrimaryKey.Length == columns.Length && table.PrimaryKey.All(columns.Contains)
        || table.Indexes.Any(index => index.Unique && !index.Partial && index.Columns.Length == columns.Length && index.Columns.All(columns.Contains));
}
