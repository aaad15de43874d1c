namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// Words of a statement as SQLite's tokenizer sees them: comments (which do not nest and may stay open at the end), strings and
/// quoted identifiers are stepped over (https://www.sqlite.org/lang_comment.html, tokenize.c).
/// </summary>
internal ref struct SqliteLexer(ReadOnlySpan<char> sql)
{
    private readonly ReadOnlySpan<char> _sql = sql;
    private int _position;

    /// <summary>Where the last word began.</summary>
    public int Start { get; private set; }

    /// <summary>The next bare word, in any case; empty at the end. Everything else is skipped.</summary>
    public ReadOnlySpan<char> NextWord()
    {
        while (SkipBlank())
        {
            Start = _position;
            var c = _sql[_position];
            if (char.IsAsciiLetter(c) || c == '_' || c > '\x7f')
            {
                while (_position < _sql.Length && IsWord(_sql[_position]))
                {
                    _position++;
                }

                return _sql[Start.._position];
            }

            SkipToken(c);
        }

        Start = _position;
        return [];
    }

    /// <summary>Whether nothing but blanks, comments and semicolons is left.</summary>
    public bool IsAtEnd()
    {
        while (SkipBlank())
        {
            if (_sql[_position] != ';')
            {
                return false;
            }

            _position++;
        }

        return true;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c > '\x7f';

    private void SkipToken(char c)
    {
        if (char.IsAsciiDigit(c))
        {
            while (_position < _sql.Length && IsWord(_sql[_position]))
            {
                _position++;
            }
        }
        else if (c is '\'' or '"' or '`' or '[')
        {
            SkipQuoted(c == '[' ? ']' : c);
        }
        else
        {
            _position++;
        }
    }

    // A doubled quote reads as two adjacent literals, which ends at the same place.
    private void SkipQuoted(char close)
    {
        var length = _sql[(_position + 1)..].IndexOf(close);
        _position = length < 0 ? _sql.Length : _position + length + 2;
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
