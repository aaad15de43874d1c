namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// Tokens of a statement as SQLite's tokenizer sees them: comments (which do not nest and may stay open at the end) are stepped over
/// (https://www.sqlite.org/lang_comment.html, tokenize.c).
/// </summary>
internal ref struct SqliteLexer(ReadOnlySpan<char> sql)
{
    private readonly ReadOnlySpan<char> _sql = sql;
    private int _position;

    /// <summary>Where the last token began.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ended.</summary>
    public readonly int End => _position;

    /// <summary>What the last token is.</summary>
    public SqliteTokenKind Kind { get; private set; }

    /// <summary>The last token; of one in quotes what stands between them.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Goes on to the next token, or says that there is none.</summary>
    public bool MoveNext()
    {
        var found = SkipBlank();
        Start = _position;
        if (!found)
        {
            Text = [];
            return false;
        }

        var c = _sql[_position];
        if (IsWord(c) && c != '$')
        {
            SkipWord();
            Kind = char.IsAsciiDigit(c) ? SqliteTokenKind.Number : SqliteTokenKind.Word;
            Text = _sql[Start.._position];
        }
        else if (c is '\'' or '"' or '`' or '[')
        {
            Kind = SqliteTokenKind.Quoted;
            Text = Quoted(c == '[' ? ']' : c);
        }
        else
        {
            _position++;
            Kind = SqliteTokenKind.Symbol;
            Text = _sql[Start.._position];
        }

        return true;
    }

    /// <summary>The next bare word, in any case; empty at the end. Everything else is skipped.</summary>
    public ReadOnlySpan<char> NextWord()
    {
        while (MoveNext())
        {
            if (Kind == SqliteTokenKind.Word)
            {
                return Text;
            }
        }

        return [];
    }

    /// <summary>Whether nothing but blanks, comments and semicolons is left.</summary>
    public bool IsAtEnd()
    {
        while (MoveNext())
        {
            if (Text is not ";")
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > '\x7f';

    private void SkipWord()
    {
        while (_position < _sql.Length && IsWord(_sql[_position]))
        {
            _position++;
        }
    }

    // A doubled quote reads as two adjacent literals, which ends at the same place.
    private ReadOnlySpan<char> Quoted(char close)
    {
        var rest = _sql[(_position + 1)..];
        var length = rest.IndexOf(close);
        _position = length < 0 ? _sql.Length : _position + length + 2;
        return length < 0 ? rest : rest[..length];
    }

    private bool SkipBlank()
    {
        while (_position < _sql.Length)
        {
            var rest = _sql[_position..];
            if (rest[0] is ' ' or '\t' or '\n' or '\f' or '\r')
            {
                _position++;
            }
            else if (rest.StartsWith("--"))
            {
                var end = rest.IndexOf('\n');
                _position = end < 0 ? _sql.Length : _position + end + 1;
            }
            else if (rest.StartsWith("/*"))
            {
                var end = rest[2..].IndexOf("*/");
                _position = end < 0 ? _sql.Length : _position + end + 4;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
