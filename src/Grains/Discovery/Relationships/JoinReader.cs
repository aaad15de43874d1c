namespace AgentCluster.Discovery.Relationships;

/// <summary>
/// Reads out of a statement which stored columns it sets equal: <c>a.x = b.y</c>, <c>USING (x)</c> and <c>x IN (SELECT y ...)</c>, which
/// tables it reads, and which columns it compares with literals. It is no parser: what it does not understand it leaves out, and what it
/// finds is checked against the catalog.
/// </summary>
internal sealed class JoinReader
{
    private static readonly HashSet<string> EndsFrom = new(StringComparer.OrdinalIgnoreCase) { "where", "group", "order", "having", "limit", "window", "union", "intersect", "except", "select" };
    private static readonly HashSet<string> NoAlias = new(EndsFrom, StringComparer.OrdinalIgnoreCase)
        { "on", "using", "join", "inner", "left", "right", "full", "outer", "cross", "natural", "as", "indexed", "not" };

    private readonly Func<string, CatalogTable?> _tables;
    private readonly List<SqlToken> _tokens;
    private readonly List<(SqlScope Scope, IReadOnlyList<SqlToken> Left, SqlScope OtherScope, IReadOnlyList<SqlToken> Right)> _pairs = [];
    private readonly List<(SqlScope Scope, IReadOnlyList<SqlToken> Name, string Comparison)> _comparisons = [];
    private readonly List<CatalogTable> _joined = [];
    private SqlScope _scope = new(null);

    private JoinReader(string sql, Func<string, CatalogTable?> tables) => (_tables, _tokens) = (tables, [.. SqlToken.Of(sql)]);

    /// <summary>The pairs of different columns.</summary>
    /// <param name="sql">A statement that runs.</param>
    /// <param name="tables">The table or view of a name, or null.</param>
    public static IReadOnlyCollection<JoinedColumns> Read(string sql, Func<string, CatalogTable?> tables) => new JoinReader(sql, tables).Read();

    /// <summary>Everything that is read out of a statement.</summary>
    /// <param name="sql">A statement that runs.</param>
    /// <param name="tables">The table or view of a name, or null.</param>
    public static StatementShape ReadShape(string sql, Func<string, CatalogTable?> tables)
    {
        var reader = new JoinReader(sql, tables);
        var joins = reader.Read();
        var filters = reader._comparisons
            .Select(c => Column(c.Scope, c.Name) is { } column ? new FilteredColumn(column.Table.Identifier, column.Column.Name, c.Comparison) : (FilteredColumn?)null)
            .OfType<FilteredColumn>();
        return new([.. reader._joined.Select(table => table.Identifier).Distinct()], [.. joins], [.. filters.Distinct()]);
    }

    private HashSet<JoinedColumns> Read()
    {
        var found = new HashSet<JoinedColumns>();
        for (var at = 0; at < _tokens.Count; at++)
        {
            at = ReadToken(at, found);
        }

        // A subquery of the select list stands before the FROM whose tables it may name, so names are settled last.
        foreach (var (scope, left, otherScope, right) in _pairs)
        {
            if (Column(scope, left) is { } one && Column(otherScope, right) is { } other && one.Column != other.Column)
            {
                found.Add(JoinedColumns.Of(one.Table.Identifier, one.Column.Name, other.Table.Identifier, other.Column.Name));
            }
        }

        return found;
    }

    private int ReadToken(int at, HashSet<JoinedColumns> found)
    {
        var token = _tokens[at];
        if (NameBefore(at) is { } compared && Literals.After(_tokens, at) is { } comparison)
        {
            _comparisons.Add((_scope, compared, comparison));
        }

        if (token.IsName)
        {
            if ((token.Is("from") && !(at > 0 && _tokens[at - 1].Is("distinct"))) || token.Is("join"))
            {
                _scope.InFrom = true;
                return ReadTable(at + (at + 1 < _tokens.Count && (_tokens[at + 1].Is("only") || _tokens[at + 1].Is("lateral")) ? 2 : 1));
            }

            if (token.Is("using"))
            {
                return ReadUsing(at + 1, found);
            }

            _scope.InFrom &= token.IsQuoted || !EndsFrom.Contains(token.Text);
            return at;
        }

        switch (token.Text)
        {
            case "(":
                _scope = new(_scope) { ComparedWith = ComparedBefore(at) };
                ReadMembership(at + 1);
                return at;
            case ")":
                _scope = _scope.Parent ?? _scope;
                return at;
            case "," when _scope.InFrom:
                return ReadTable(at + 1);
            case "=" or "==" when NameBefore(at) is { } left && NameAt(at + 1) is { } right:
                _pairs.Add((_scope, left, _scope, right));
                return at;
            default:
                return at;
        }
    }

    // At "(": the column of "x IN (" or of "x = ANY (", which mean the same.
    private List<SqlToken>? ComparedBefore(int at) =>
        at > 1 && _tokens[at - 1].Is("in") && !_tokens[at - 2].Is("not") ? NameBefore(at - 1)
        : at > 2 && (_tokens[at - 1].Is("any") || _tokens[at - 1].Is("some")) && _tokens[at - 2].Text == "=" ? NameBefore(at - 2)
        : null;

    // At "(": what follows is a subquery, read as any other, whose alias then stands behind its ")"; it is no stored table.
    private int ReadTable(int at)
    {
        if (NameAt(at) is not { } name || name[^1].Is("select"))
        {
            return at - 1;
        }

        var table = _tables(name.Count > 1 ? $"{name[^2].Text}.{name[^1].Text}" : name[0].Text);
        at += (2 * name.Count) - 1;
        _scope.Add(name[^1].Text, table);
        if (table is not null)
        {
            _joined.Add(table);
        }

        at += at < _tokens.Count && _tokens[at].Is("as") ? 1 : 0;
        if (at >= _tokens.Count || !_tokens[at].IsName || (!_tokens[at].IsQuoted && NoAlias.Contains(_tokens[at].Text)))
        {
            return at - 1;
        }

        _scope.Add(_tokens[at].Text, table);
        return at;
    }

    private int ReadUsing(int at, HashSet<JoinedColumns> found)
    {
        for (; at < _tokens.Count && _tokens[at].Text != ")"; at++)
        {
            if (_tokens[at].IsName && _joined is [.. var before, var last] && last.Column(_tokens[at].Text) is { } column
                && before.LastOrDefault(t => t != last && t.Column(_tokens[at].Text) is not null) is { } other)
            {
                found.Add(JoinedColumns.Of(last.Identifier, column.Name, other.Identifier, other.Column(_tokens[at].Text)!.Name));
            }
        }

        return at;
    }

    private void ReadMembership(int at)
    {
        if (_scope is { ComparedWith: { } outer, Parent: { } around } && at < _tokens.Count && _tokens[at].Is("select"))
        {
            at += at + 1 < _tokens.Count && _tokens[at + 1].Is("distinct") ? 2 : 1;
            if (NameAt(at) is { } inner && at + (2 * inner.Count) - 1 < _tokens.Count && _tokens[at + (2 * inner.Count) - 1].Is("from"))
            {
                _pairs.Add((around, outer, _scope, inner));
            }
        }
    }

    private static (CatalogTable Table, CatalogColumn Column)? Column(SqlScope scope, IReadOnlyList<SqlToken> name) =>
        scope.Find(name.Count > 1 ? name[^2].Text : null, name[^1].Text);

    /// <summary>The name that begins there: one to three names with points between.</summary>
    private List<SqlToken>? NameAt(int at)
    {
        var parts = new List<SqlToken>();
        for (; at < _tokens.Count && _tokens[at].IsName; at += 2)
        {
            parts.Add(_tokens[at]);
            if (at + 1 >= _tokens.Count || _tokens[at + 1].Text != ".")
            {
                break;
            }
        }

        return parts.Count == 0 ? null : parts;
    }

    private List<SqlToken>? NameBefore(int at)
    {
        var start = at - 1;
        while (start - 2 >= 0 && _tokens[start].IsName && _tokens[start - 1].Text == "." && _tokens[start - 2].IsName)
        {
            start -= 2;
        }

        return start >= 0 && start < at && _tokens[start].IsName ? NameAt(start) : null;
    }
}
