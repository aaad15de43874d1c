using System.Globalization;
using System.Text;

namespace AgentCluster.Execution.Postgres;

/// <summary>
/// Tokens of a statement as PostgreSQL's scanner sees them (scan.l; chapter 4.1 of the manual): nested comments, dollar quotes with any tag,
/// <c>E''</c>, <c>U&amp;</c>, literals that go on in the next line. <c>standard_conforming_strings</c> is pinned to on.
/// </summary>
internal ref struct PostgresLexer
{
    private readonly ReadOnlySpan<char> _sql;
    private readonly List<PostgresToken> _tokens = [];
    private int _position;
    private int _depth;

    private PostgresLexer(ReadOnlySpan<char> sql) => _sql = sql;

    public static List<PostgresToken> Read(ReadOnlySpan<char> sql)
    {
        var lexer = new PostgresLexer(sql);
        while (lexer.SkipBlank())
        {
            lexer.Next();
        }

        return lexer._tokens;
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c > '\x7f';

    private static bool IsName(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '$';

    private readonly char At(int offset) => _position + offset < _sql.Length ? _sql[_position + offset] : '\0';

    private void Next()
    {
        var start = _position;
        var c = At(0);
        if (c == '"')
        {
            Add(PostgresTokenKind.QuotedName, QuotedName(), start);
        }
        else if (c is 'u' or 'U' && At(1) == '&' && At(2) is '"' or '\'')
        {
            _position += 2;
            var isName = At(0) == '"';
            Add(isName ? PostgresTokenKind.QuotedName : PostgresTokenKind.Literal, isName ? Unescape(QuotedName()) : String(escapes: false), start);
        }
        else if (c == '\'' || (At(1) == '\'' && c is 'e' or 'E' or 'b' or 'B' or 'x' or 'X' or 'n' or 'N'))
        {
            _position += c == '\'' ? 0 : 1;
            Add(PostgresTokenKind.Literal, String(escapes: c is 'e' or 'E'), start);
        }
        else if (IsNameStart(c))
        {
            SkipWhile(IsName);
            Add(PostgresTokenKind.Word, _sql[start.._position].ToString().ToLowerInvariant(), start);
        }
        else if (c == '$' && DollarTag() is { IsEmpty: false } tag)
        {
            var end = _sql[(_position + tag.Length)..].IndexOf(tag);
            _position = end < 0 ? _sql.Length : _position + end + (2 * tag.Length);
            Add(PostgresTokenKind.Literal, "", start);
        }
        else if (char.IsAsciiDigit(c) || (c == '$' && char.IsAsciiDigit(At(1))))
        {
            _position++;
            SkipWhile(next => char.IsAsciiLetterOrDigit(next) || next is '_' or '.');
            Add(PostgresTokenKind.Literal, "", start);
        }
        else
        {
            Symbol(c);
        }
    }

    private void Symbol(char c)
    {
        _depth -= c == ')' ? 1 : 0;
        _position++;
        Add(PostgresTokenKind.Symbol, c.ToString(), _position - 1);
        _depth += c == '(' ? 1 : 0;
    }

    private readonly void Add(PostgresTokenKind kind, string text, int start) => _tokens.Add(new(kind, text, start, _position, _depth));

    private void SkipWhile(Func<char, bool> belongs)
    {
        while (_position < _sql.Length && belongs(_sql[_position]))
        {
            _position++;
        }
    }

    private string QuotedName()
    {
        var name = new StringBuilder();
        for (_position++; _position < _sql.Length; _position++)
        {
            if (_sql[_position] == '"')
            {
                _position++;
                if (At(0) != '"')
                {
                    break;
                }
            }

            name.Append(_sql[_position]);
        }

        return name.ToString();
    }

    private string String(bool escapes)
    {
        do
        {
            for (_position++; _position < _sql.Length && (_sql[_position] != '\'' || At(1) == '\''); _position++)
            {
                _position += (escapes && _sql[_position] == '\\') || _sql[_position] == '\'' ? 1 : 0;
            }

            _position = Math.Min(_position + 1, _sql.Length);
        }
        while (GoesOn());
        return "";
    }

    /// <summary>A quote after a line break goes on with the same literal, in the same mode.</summary>
    private bool GoesOn()
    {
        var position = _position;
        if (SkipBlank() && _sql[_position] == '\'' && _sql[position.._position].IndexOfAny('\n', '\r') >= 0)
        {
            return true;
        }

        _position = position;
        return false;
    }

    /// <summary><c>$$</c> or <c>$tag$</c>, or nothing.</summary>
    private readonly ReadOnlySpan<char> DollarTag()
    {
        var rest = _sql[_position..];
        var length = 1;
        while (length < rest.Length && rest[length] != '$' && (length == 1 ? IsNameStart(rest[length]) : IsName(rest[length])))
        {
            length++;
        }

        return length < rest.Length && rest[length] == '$' ? rest[..(length + 1)] : [];
    }

    /// <summary>The value of a <c>U&amp;""</c> name, with its UESCAPE character if one follows.</summary>
    private string Unescape(string name)
    {
        var escape = '\\';
        var (position, tokens) = (_position, _tokens.Count);
        if (SkipBlank() && _sql[_position..].StartsWith("uescape", StringComparison.OrdinalIgnoreCase))
        {
            _position += "uescape".Length;
            escape = SkipBlank() && At(0) == '\'' && At(2) == '\'' ? At(1) : escape;
            _position = Math.Min(_position + 3, _sql.Length);
        }
        else
        {
            _position = position;
        }

        _tokens.RemoveRange(tokens, _tokens.Count - tokens);
        return Unescape(name, escape);
    }

    private static string Unescape(string name, char escape)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var (skip, digits) = i + 1 < name.Length && name[i + 1] == '+' ? (2, 6) : (1, 4);
            if (name[i] != escape)
            {
                text.Append(name[i]);
            }
            else if (i + skip + digits <= name.Length && int.TryParse(name.AsSpan(i + skip, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point <= 0x10FFFF)
            {
                text.Append(point <= 0xFFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point));
                i += skip + digits - 1;
            }
            else
            {
                text.Append(escape);
                i += i + 1 < name.Length && name[i + 1] == escape ? 1 : 0;
            }
        }

        return text.ToString();
    }

    private bool SkipBlank()
    {
        while (_position < _sql.Length)
        {
            var rest = _sql[_position..];
            if (rest[0] is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
            {
                _position++;
            }
            else if (rest.StartsWith("--"))
            {
                var end = rest.IndexOfAny('\n', '\r');
                _position = end < 0 ? _sql.Length : _position + end;
            }
            else if (rest.StartsWith("/*"))
            {
                SkipComment();
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void SkipComment()
    {
        var open = 0;
        do
        {
            var rest = _sql[_position..];
            var step = rest.StartsWith("/*") ? 1 : rest.StartsWith("*/") ? -1 : 0;
            open += step;
            _position += step == 0 ? 1 : 2;
        }
        while (open > 0 && _position < _sql.Length);
    }
}
