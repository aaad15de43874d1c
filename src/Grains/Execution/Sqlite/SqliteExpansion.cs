namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// How large a statement becomes: SQLite copies a WITH query to each place that names it, and the expression of a result column to each place that
/// names the column (https://www.sqlite.org/optoverview.html#flattening), before it asks anybody whether to go on. A dozen short queries one within
/// the other, each naming the column of the next four times, take minutes and gigabytes. What is counted is never less than what is copied.
/// </summary>
internal sealed class SqliteExpansion
{
    /// <summary>Most tokens that may come of a statement; the engine compiles as many in some tenths of a second.</summary>
    private const double Max = 250_000;

    /// <summary>Most queries within one another, or naming one another.</summary>
    private const int MaxLevels = 200;

    /// <summary>Words that name no column unless they stand in quotes.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "all", "and", "as", "between", "case", "collate", "distinct", "else", "escape", "except", "exists", "from", "group", "having", "in", "intersect", "is",
        "join", "limit", "not", "null", "on", "or", "order", "select", "set", "then", "union", "using", "values", "when", "where",
    };

    private static readonly Size Endless = new(Max, double.PositiveInfinity);

    private readonly List<SqliteToken> _tokens = [];
    private readonly HashSet<int> _texts = [];
    private readonly Dictionary<string, List<int>> _bodies = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> _starts = [];
    private readonly int[] _closes;
    private readonly HashSet<int> _definitions = [];
    private readonly Dictionary<string, Size> _sizes = new(StringComparer.OrdinalIgnoreCase);

    private SqliteExpansion(string sql)
    {
        for (var lexer = new SqliteLexer(sql); lexer.MoveNext();)
        {
            _ = sql[lexer.Start] == '\'' && _texts.Add(_tokens.Count);
            _tokens.Add(new(lexer.Kind, lexer.Text.ToString()));
        }

        _closes = Closes();
        for (var i = 1; i + 1 < _tokens.Count; i++)
        {
            if (_tokens[i].IsWord("as") && BodyAfter(i) is > 0 and var start)
            {
                var name = NameBefore(i);
                _definitions.Add(name);
                (_bodies.TryGetValue(_tokens[name].Text, out var bodies) ? bodies : _bodies[_tokens[name].Text] = []).Add(start);
                _starts.Add(start);
            }
        }
    }

    /// <summary>Whether too much comes of it to compile.</summary>
    public static bool IsHuge(string sql) => new SqliteExpansion(sql) is var statement && !(statement.Of(0, statement._tokens.Count, 0).All <= Max);

    /// <summary>A part of the statement. Queries in its FROM count for what they come to, all other words for themselves.</summary>
    private Size Of(int start, int end, int level)
    {
        var own = new List<(int Token, double Copied)>();
        var (near, far, all, depth, counted) = (1d, 1d, 0d, 0, start);
        for (var i = start; i < end; i++)
        {
            if (_starts.Contains(i))
            {
                i = _closes[i];
                continue;
            }

            var close = IsQuery(i) ? _closes[i] : i;
            var size = i < counted ? null : SizeAt(i, close, level);
            counted = size is null ? counted : close;
            if (size is { } source && depth == 0 && (IsFrom(i - 1) || _tokens[i - 1].IsWord("join")))
            {
                (near, all, i) = (Math.Max(near, source.Column), all + source.All, close);
                continue;
            }

            // Elsewhere it may be a value: the columns around it are named in it, and come into its own.
            depth += Step(i);
            far = Math.Max(far, size?.Column ?? 1);
            own.Add((i, size?.All ?? 0));
        }

        return Sum(own, near, near * far, all);
    }

    private Size? SizeAt(int i, int close, int level) =>
        level > MaxLevels ? Endless
        : close > i ? Of(i + 1, close, level + 1)
        : IsReference(i) && _bodies.ContainsKey(_tokens[i].Text) ? Of(_tokens[i].Text, level + 1)
        : null;

    private Size Of(string name, int level)
    {
        if (!_sizes.TryGetValue(name, out var size))
        {
            // One that names itself is not copied into itself. Where a name stands for several, it may mean another, of which it is not told how often.
            _sizes[name] = _bodies.Values.Any(named => named.Count > 1) ? Endless : new(1, 1);
            var bodies = _bodies[name].ConvertAll(start => Of(start + 1, _closes[start], level));
            _sizes[name] = size = new(bodies.Max(body => body.Column), bodies.Sum(body => body.All));
        }

        return size;
    }

    /// <summary>Sums up the words of one query: its result columns one by one, and what names them again in other clauses.</summary>
    private Size Sum(List<(int Token, double Copied)> own, double near, double inner, double all)
    {
        var (isList, depth, item, column, names) = (false, 0, 0d, inner, 0);
        foreach (var (i, copied) in own)
        {
            depth += Step(i);
            var begins = depth == 0 && (_tokens[i].IsWord("select") || (isList && _tokens[i].IsSymbol(",")));
            if (begins || (depth == 0 && EndsList(i)))
            {
                (column, all, item, isList) = (Math.Max(column, item), all + item, 0, begins);
            }
            else if (isList)
            {
                item += (copied * near) + (IsColumn(i) ? inner : 1);
            }
            else
            {
                (names, all) = (names + (IsColumn(i) ? 1 : 0), all + (copied * near) + 1);
            }
        }

        column = Math.Max(column, item);
        return new(column, all + item + (names * column));
    }

    private bool EndsList(int i) => IsFrom(i) || _tokens[i].IsWord("union") || _tokens[i].IsWord("except") || _tokens[i].IsWord("intersect");

    /// <summary>Whether tables are named next; IS DISTINCT FROM compares.</summary>
    private bool IsFrom(int i) => i > 0 && _tokens[i].IsWord("from") && !_tokens[i - 1].IsWord("distinct");

    /// <summary>Whether a word may name a column.</summary>
    private bool IsColumn(int i) => _tokens[i].IsName && !_texts.Contains(i) && !(_tokens[i].Kind == SqliteTokenKind.Word && Reserved.Contains(_tokens[i].Text))
        && !(i + 1 < _tokens.Count && (_tokens[i + 1].IsSymbol(".") || _tokens[i + 1].IsSymbol("("))) && !(i > 0 && _tokens[i - 1].IsWord("as"));

    /// <summary>Whether a parenthesis opens a query that may stand in FROM.</summary>
    private bool IsQuery(int i) => OpensQuery(i) && (IsReference(i) || _tokens[i - 1].IsSymbol("("));

    private bool OpensQuery(int i) => i > 0 && i + 1 < _tokens.Count && _tokens[i].IsSymbol("(")
        && (_tokens[i + 1].IsWord("select") || _tokens[i + 1].IsWord("values") || _tokens[i + 1].IsWord("with"));

    private bool IsReference(int i) => i > 0 && !_definitions.Contains(i) && !(i + 1 < _tokens.Count && _tokens[i + 1].IsSymbol("."))
        && (_tokens[i - 1].Text is "," or "(" || _tokens[i - 1].IsWord("from") || _tokens[i - 1].IsWord("join") || _tokens[i - 1].IsWord("in"));

    /// <summary>Where the query after AS, or AS [NOT] MATERIALIZED, begins; 0 where there is none.</summary>
    private int BodyAfter(int i)
    {
        for (i++; i < _tokens.Count && (_tokens[i].IsWord("not") || _tokens[i].IsWord("materialized")); i++)
        {
        }

        return OpensQuery(i) ? i : 0;
    }

    /// <summary>Where the name before AS is, a list of columns left out.</summary>
    private int NameBefore(int i)
    {
        var open = i - 1;
        while (_tokens[i - 1].Text is ")" && open > 0 && _tokens[open].Text is not "(")
        {
            open--;
        }

        return _tokens[i - 1].Text is ")" && open > 0 ? open - 1 : i - 1;
    }

    private int Step(int i) => _tokens[i].IsSymbol("(") ? 1 : _tokens[i].IsSymbol(")") ? -1 : 0;

    /// <summary>Where each parenthesis closes; one that stays open closes at the end.</summary>
    private int[] Closes()
    {
        var closes = new int[_tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < closes.Length; i++)
        {
            closes[i] = closes.Length;
            if (_tokens[i].IsSymbol("("))
            {
                open.Push(i);
            }
            else if (_tokens[i].IsSymbol(")") && open.TryPop(out var start))
            {
                closes[start] = i;
            }
        }

        return closes;
    }

    /// <summary>What comes of a query: the largest of its result columns, and all of it.</summary>
    private readonly record struct Size(double Column, double All);
}
