using System.Collections.Immutable;
using AgentCluster.Discovery;

namespace AgentCluster.Reasoning.Local;

/// <summary>How the tables of a catalog hang together: shortest paths along relationships.</summary>
internal sealed class JoinGraph
{
    private const double MinimumConfidence = 0.5;

    private const int LongestPath = 4;

    private readonly Dictionary<string, List<JoinHop>> _hops = new(StringComparer.OrdinalIgnoreCase);

    public JoinGraph(Catalog catalog)
    {
        foreach (var relationship in catalog.Relationships)
        {
            if (relationship.Confidence < MinimumConfidence
                || catalog.Table(relationship.FromTable) is not { } from || catalog.Table(relationship.ToTable) is not { } to)
            {
                continue;
            }

            var cost = relationship.Declared ? 1 : 2.05 - relationship.Confidence;
            Add(new(from, to, relationship.FromColumns, relationship.ToColumns, ToOne: true, cost));
            Add(new(to, from, relationship.ToColumns, relationship.FromColumns, IsUnique(from, relationship.FromColumns), cost + 0.01));
        }
    }

    /// <summary>Steps that start at the table.</summary>
    public IReadOnlyList<JoinHop> From(CatalogTable table) => _hops.TryGetValue(table.Name, out var hops) ? hops : [];

    /// <summary>The cheapest path, or null; empty from a table to itself. Dijkstra (1959) over a graph of tables.</summary>
    public ImmutableArray<JoinHop>? Path(CatalogTable from, CatalogTable to)
    {
        var best = new Dictionary<string, (double Cost, ImmutableArray<JoinHop> Path)>(StringComparer.OrdinalIgnoreCase) { [from.Name] = (0, []) };
        var queue = new PriorityQueue<CatalogTable, double>();
        queue.Enqueue(from, 0);
        while (queue.TryDequeue(out var table, out var cost))
        {
            if (table.Name == to.Name)
                return best[table.Name].Path;
            if (cost > best[table.Name].Cost || best[table.Name].Path.Length >= LongestPath)
                continue;
            foreach (var hop in From(table))
            {
                var next = cost + hop.Cost;
                if (best.TryGetValue(hop.To.Name, out var known) && known.Cost <= next)
                    continue;
                best[hop.To.Name] = (next, best[table.Name].Path.Add(hop));
                queue.Enqueue(hop.To, next);
            }
        }

        return null;
    }

    /// <summary>The same path walked from its end to its start.</summary>
    public ImmutableArray<JoinHop> Reverse(ImmutableArray<JoinHop> path) =>
        [.. path.Reverse().Select(hop => From(hop.To).First(back =>
            back.To.Name == hop.From.Name && back.FromColumns.SequenceEqual(hop.ToColumns) && back.ToColumns.SequenceEqual(hop.FromColumns)))];

    public static double Cost(ImmutableArray<JoinHop> path) => path.Sum(hop => hop.Cost);

    /// <summary>The way to a table through one in between that refers to both, or null.</summary>
    public ImmutableArray<JoinHop>? Bridge(CatalogTable from, CatalogTable to)
    {
        foreach (var first in From(from))
        {
            if (!first.ToOne && From(first.To).FirstOrDefault(hop => hop.ToOne && hop.To.Name == to.Name) is { } second)
                return [first, second];
        }

        return null;
    }

    /// <summary>How many different references lead straight from one table to another or are bridged.</summary>
    public int Ways(CatalogTable from, CatalogTable to) => From(from).Count(hop => hop.To.Name == to.Name) + (Bridge(from, to) is null ? 0 : 1);

    /// <summary>
    /// Paths of a table back to itself: a column that refers to the own table, or two steps through a table that refers to it twice.
    /// </summary>
    public IEnumerable<ImmutableArray<JoinHop>> Loops(CatalogTable table)
    {
        foreach (var first in From(table))
        {
            if (first.To.Name == table.Name)
            {
                yield return [first];
                continue;
            }

            foreach (var second in From(first.To))
            {
                if (second.To.Name == table.Name && !second.FromColumns.SequenceEqual(first.ToColumns) && !first.ToOne)
                    yield return [first, second];
            }
        }
    }

    private void Add(JoinHop hop)
    {
        if (!_hops.TryGetValue(hop.From.Name, out var hops))
            _hops[hop.From.Name] = hops = [];
        if (!hops.Any(known => known.To.Name == hop.To.Name && known.FromColumns.SequenceEqual(hop.FromColumns) && known.ToColumns.SequenceEqual(hop.ToColumns)))
            hops.Add(hop);
    }

    private static bool IsUnique(CatalogTable table, ImmutableArray<string> columns) =>
        table.PrimaryKey.Length == columns.Length && table.PrimaryKey.All(columns.Contains)
        || table.Indexes.Any(index => index.Unique && !index.Partial && index.Columns.Length == columns.Length && index.Columns.All(columns.Contains));
}
