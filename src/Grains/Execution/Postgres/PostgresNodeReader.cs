using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace AgentCluster.Execution.Postgres;

/// <summary>Reads the text form of a tree by the rules of the server's own reader (<c>pg_strtok</c> in read.c).</summary>
internal ref struct PostgresNodeReader
{
    /// <summary>Deeper trees are refused: the server's stack is larger than ours.</summary>
    public const int MaxDepth = 1000;

    private const string Nothing = PostgresNode.Nothing;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \n\t(){}\\");

    private readonly ReadOnlySpan<char> _text;
    private int _position;
    private int _depth;

    private PostgresNodeReader(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The tree, or null when it is not one or too deep.</summary>
    public static List<object>? Read(ReadOnlySpan<char> text)
    {
        try
        {
            var reader = new PostgresNodeReader(text);
            return reader.Token() == "(" ? reader.List() : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private object Value(string token) => token switch
    {
        "{" => Node(),
        "(" => List(),
        "}" or ")" or "" => throw new FormatException("Not a node tree."),
        _ => token,
    };

    private PostgresNode Node()
    {
        Enter();
        var name = Token();
        var fields = ImmutableArray.CreateBuilder<KeyValuePair<string, object>>();
        var token = Token();
        while (token != "}")
        {
            if (!token.StartsWith(':'))
            {
                throw new FormatException("A field was expected.");
            }

            // The first token after a field's name is its value whatever it looks like: an alias may begin with a colon.
            var field = token[1..];
            var value = Value(Token());
            token = Token();
            if (token != "}" && !token.StartsWith(':'))
            {
                value = Several(value, ref token);
            }

            fields.Add(new(field, value));
        }

        _depth--;
        return new(name, fields.DrainToImmutable());
    }

    private List<object> Several(object first, ref string token)
    {
        var values = new List<object> { first };
        while (token != "}" && !token.StartsWith(':'))
        {
            values.Add(Value(token));
            token = Token();
        }

        return values;
    }

    private List<object> List()
    {
        Enter();
        var items = new List<object>();
        for (var token = Token(); token != ")"; token = Token())
        {
            items.Add(Value(token));
        }

        _depth--;
        return items;
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException("Too deep.");
        }
    }

    private string Token()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\n' or '\t')
        {
            _position++;
        }

        if (_position == _text.Length)
        {
            return "";
        }

        if (_text[_position] is '(' or ')' or '{' or '}')
        {
            return _text[_position++] switch { '(' => "(", ')' => ")", '{' => "{", _ => "}" };
        }

        var rest = _text[_position..];
        var length = rest.IndexOfAny(Ends);
        length = length < 0 ? rest.Length : length;
        if (length < rest.Length && rest[length] == '\\')
        {
            return Escaped();
        }

        _position += length;
        return rest[..length] is Nothing ? Nothing : rest[..length].ToString();
    }

    private string Escaped()
    {
        var token = new StringBuilder();
        for (; _position < _text.Length && _text[_position] is not (' ' or '\n' or '\t' or '(' or ')' or '{' or '}'); _position++)
        {
            _position += _text[_position] == '\\' && _position + 1 < _text.Length ? 1 : 0;
            token.Append(_text[_position]);
        }

        // An escaped bracket is text: it stays apart from a bracket of the tree.
        var text = token.ToString();
        return text is "" or "(" or ")" or "{" or "}" ? '\\' + text : text;
    }
}
