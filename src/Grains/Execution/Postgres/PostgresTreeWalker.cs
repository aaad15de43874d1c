namespace AgentCluster.Execution.Postgres;

/// <summary>Collects everything a tree names, at every depth: a DELETE in a WITH, behind a view or added by a rule is seen like any other.</summary>
internal sealed class PostgresTreeWalker(PostgresTrace trace)
{
    private const uint FirstUserOid = 16384;
    private const int AttributeOffset = 7;

    private static readonly string[] Marks = ["selectedCols", "insertedCols", "updatedCols"];

    private readonly List<PostgresNode> _queries = [];
    private uint? _view;

    /// <summary>Takes one tree as the server sent it.</summary>
    public void Take(List<object> tree)
    {
        foreach (var query in tree.OfType<PostgresNode>().Where(node => node.Flag("canSetTag")))
        {
            trace.Kind = KindOf(query);
        }

        Visit(tree);
    }

    private static string KindOf(PostgresNode query) => IsUtility(query) ? "utility" : query.Number("commandType") switch
    {
        1 => "select",
        2 => "update",
        3 => "insert",
        4 => "delete",
        5 => "merge",
        _ => "unknown",
    };

    private static bool IsUtility(PostgresNode query) => query["utilityStmt"] is not PostgresNode.Nothing;

    private void Visit(object value)
    {
        switch (value)
        {
            case PostgresNode { Name: "QUERY" } query:
                VisitQuery(query);
                break;
            case PostgresNode node:
                VisitNode(node);
                break;
            case List<object> list:
                list.ForEach(Visit);
                break;
        }
    }

    private void VisitQuery(PostgresNode query)
    {
        _queries.Add(query);
        var kind = KindOf(query);
        trace.Utility |= kind == "utility";
        if (kind is not ("select" or "utility"))
        {
            var target = Relation(query, query.Number("resultRelation"));
            trace.Changes.Add(new(kind, target?.Oid("relid") ?? 0, query, [.. _queries[..^1]])
            {
                Alias = target?.Node("eref")?.Atom("aliasname") ?? "",
                Updated = target is null ? [] : [.. Columns(query, target, "updatedCols")],
            });
        }

        foreach (var mark in query.Nodes("rowMarks"))
        {
            trace.Locked.Add(Relation(query, mark.Number("rti"))?.Oid("relid") ?? 0);
        }

        if (query.Flag("hasForUpdate") && query.Nodes("rowMarks").Any() is false)
        {
            trace.Locked.Add(0);
        }

        AddColumns(query);
        VisitNode(query);
        _queries.RemoveAt(_queries.Count - 1);
    }

    private static PostgresNode? Relation(PostgresNode query, int index) => query.Nodes("rtable").ElementAtOrDefault(index - 1);

    private void VisitNode(PostgresNode node)
    {
        var outer = _view;
        if (node.Name == "RANGETBLENTRY")
        {
            VisitEntry(node);
        }
        else if (node.Name == "PARAM" && node.Number("paramkind") == 0)
        {
            trace.Parameters = Math.Max(trace.Parameters, node.Number("paramid"));
        }

        foreach (var (field, value) in node.Fields)
        {
            Collect(field, value);
            if (value is not string)
            {
                Visit(value);
            }
        }

        _view = outer;
    }

    /// <summary>A relation; or a view's body, whose relations are met inside of the view.</summary>
    private void VisitEntry(PostgresNode entry)
    {
        if (entry.Oid("relid") is > 0 and var relation)
        {
            trace.Relations[relation] = trace.Relations.TryGetValue(relation, out var known) && known is null ? null : _view;
        }

        if (entry.Node("subquery") is { } body && ViewOf(entry, body) is > 0 and < FirstUserOid and var view)
        {
            _view ??= view;
        }
    }

    /// <summary>From PostgreSQL 16 on the entry names its view; before, the body does by a placeholder that no statement can write.</summary>
    private static uint ViewOf(PostgresNode entry, PostgresNode body) => entry.Oid("relid") is > 0 and var view ? view
        : body.Nodes("rtable").FirstOrDefault() is { } first && first.Atom("relkind") == "v" && first.Number("rtekind") == 0 && !first.Flag("inFromCl") ? first.Oid("relid") : 0;

    private void Collect(string field, object value)
    {
        if (field.EndsWith("funcid", StringComparison.Ordinal) || field.EndsWith("fnoid", StringComparison.Ordinal)
            || field.EndsWith("InRangeFunc", StringComparison.Ordinal) || field == "tsmhandler")
        {
            Add(trace.Functions, value);
        }
        else if (field is "opno" or "opnos" or "eqop" or "sortop" or "cycle_mark_neop")
        {
            Add(trace.Operators, value);
        }
        else if (field.EndsWith("type", StringComparison.OrdinalIgnoreCase) || field.EndsWith("typeid", StringComparison.OrdinalIgnoreCase)
            || field.EndsWith("types", StringComparison.OrdinalIgnoreCase))
        {
            Add(trace.Types, value, FirstUserOid);
        }
    }

    private static void Add(HashSet<uint> set, object value, uint first = 1)
    {
        foreach (var item in value as List<object> ?? [value])
        {
            if (PostgresNode.OidOf(item) is var oid && oid >= first)
            {
                set.Add(oid);
            }
        }
    }

    /// <summary>Columns are marked in the entry itself on PostgreSQL 15, in a list of their own from 16 on.</summary>
    private void AddColumns(PostgresNode query)
    {
        foreach (var entry in query.Nodes("rtable").Where(entry => entry.Oid("relid") > 0))
        {
            trace.Columns.UnionWith(Marks.SelectMany(mark => Columns(query, entry, mark)).Select(name => (entry.Oid("relid"), name)));
        }
    }

    private static IEnumerable<string> Columns(PostgresNode query, PostgresNode entry, string mark)
    {
        var marked = query.Nodes("rteperminfos").ElementAtOrDefault(entry.Number("perminfoindex") - 1) ?? entry;
        var names = entry.Node("eref")?["colnames"] as List<object> ?? [];
        return Bits(marked[mark]).Select(bit => names.ElementAtOrDefault(bit - AttributeOffset - 1)).OfType<string>().Select(name => name.Trim('"'));
    }

    private static IEnumerable<int> Bits(object set) =>
        set is List<object> list ? list.Select(item => (int)PostgresNode.OidOf(item)).Where(bit => bit > 0) : [];
}
