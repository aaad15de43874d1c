namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// How large a statement becomes: SQLite copies a WITH query to each place that names it before it asks anybody whether to go on, so that
/// twenty short ones, each naming the one before twice, take minutes and gigabytes.
/// </summary>
internal sealed class SqliteExpansion
{
    private const double Max = 1000;

    private readonly List<SqliteToken> _tokens;
    private readonly Dictionary<string, List<int>> _bodies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, int> _ends = [];
    private readonly Dictionary<string, double> _sizes = new(StringComparer.OrdinalIgnoreCase);

    private SqliteExpansion(string sql)
    {
        _tokens = SqliteToken.Of(sql);
        for (var i = 1; i + 1 < _tokens.Count; i++)
        {
            if (_tokens[i].IsWord("as") && BodyAfter(i) is > 0 and var start)
            {
                (_bodies.TryGetValue(NameBefore(i), out var bodies) ? bodies : _bodies[NameBefore(i)] = []).Add(start);
                _ends[start] = Close(start);
            }
        }
    }

    /// <summary>Whether the queries that it stands for are too many to compile.</summary>
    public static bool IsHuge(string sql) => new SqliteExpansion(sql) is { _bodies.Count: > 0 } statement && statement.Size(0, statement._tokens.Count) > Max;

    /// <summary>Queries that a part of the statement stands for; a WITH query in it counts where it is named.</summary>
    private double Size(int start, int end)
    {
        var size = 1d;
        for (var i = start; i < end; i++)
        {
            i = i > start && _ends.TryGetValue(i, out var after) ? after : i;
            size += i < end && _bodies.ContainsKey(_tokens[i].Text) && IsReference(i) ? Size(_tokens[i].Text) : 0;
        }

        return size;
    }

    private double Size(string name)
    {
        if (!_sizes.TryGetValue(name, out var size))
        {
            // One that names itself is not copied into itself.
            _sizes[name] = 1;
            _sizes[name] = size = _bodies[name].Sum(start => Size(start, _ends[start]));
        }

        return size;
    }

    private bool IsReference(int i) => i > 0 && _tokens[i].IsName && !(i + 1 < _tokens.Count && _tokens[i + 1].Text is ".")
        && (_tokens[i - 1].Text is "," or "(" || _tokens[i - 1].IsWord("from") || _tokens[i - 1].IsWord("join") || _tokens[i - 1].IsWord("in"));

    /// <summary>Where the query after AS, or AS [NOT] MATERIALIZED, begins; 0 where there is none.</summary>
    private int BodyAfter(int i)
    {
        for (i++; i < _tokens.Count && (_tokens[i].IsWord("not") || _tokens[i].IsWord("materialized")); i++)
        {
        }

        return i < _tokens.Count && _tokens[i].Text is "(" ? i : 0;
    }

    /// <summary>The name before AS, over a list of columns.</summary>
    private string NameBefore(int i)
    {
        var open = i - 1;
        while (_tokens[i - 1].Text is ")" && open > 0 && _tokens[open].Text is not "(")
        {
            open--;
        }

        return _tokens[i - 1].Text is ")" && open > 0 ? _tokens[open - 1].Text : _tokens[i - 1].Text;
    }

    private int Close(int start)
    {
        var depth = 0;
        for (var i = start; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Kind != SqliteTokenKind.Symbol ? 0 : _tokens[i].Text is "(" ? 1 : _tokens[i].Text is ")" ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return _tokens.Count;
    }
}
