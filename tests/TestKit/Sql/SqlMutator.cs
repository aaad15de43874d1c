using System.Globalization;
using AgentCluster.Execution;

namespace AgentCluster.TestKit.Sql;

/// <summary>
/// Dresses statements up: what it makes of one means the same, or holds it within something more. Left out is what may rightly be
/// milder: quotes that turn a word into a string, and in SQLite a WITH query or a view's body that nothing names, which is not compiled.
/// </summary>
/// <param name="engine">Whose SQL it is.</param>
/// <param name="random">Where chance comes from.</param>
public sealed class SqlMutator(SourceProvider engine, Random random)
{
    private const int MostMutations = 4;

    private static readonly string[] Anywhere = [" ", "\n", "\t", "\r\n", "\f", " /**/ ", " /* x */ ", " /* ' */ ", " /* \" $$ ; */ ", " --\n", " -- ' ; DROP TABLE clients\n"];

    private static readonly string[] Prefixes = [" ", "\n\t", "/* x */ ", "-- SELECT 1;\n", "--\n", "/* ' \" */"];

    private static readonly string[] Suffixes = [" ", "\n", ";", " ;", ";;", " -- x", "\n/* done */", "; SELECT 1", ";\nVALUES (1)"];

    private bool IsPostgres => engine == SourceProvider.Postgres;

    /// <summary>Whether a statement has words, and quotes and comments that end: else its meaning is not to be kept.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="engine">Whose SQL it is.</param>
    public static bool Takes(string sql, SourceProvider engine)
    {
        var pieces = SqlPieces.Of(sql, engine);
        return pieces.Any(piece => piece.Kind == SqlPieceKind.Word) && !sql.Contains("/*", StringComparison.Ordinal) && !sql.Contains("--", StringComparison.Ordinal)
            && !pieces.Any(piece => piece.Kind == SqlPieceKind.Symbol && piece.Text is "'" or "\"" or "`" or "[" or "$" or "\\");
    }

    /// <summary>The statement, changed one to four times.</summary>
    /// <param name="sql">The statement.</param>
    public string Mutate(string sql)
    {
        for (var left = random.Next(1, MostMutations + 1); left > 0; left--)
        {
            sql = random.Next(8) switch
            {
                0 => Each(sql, Reblank),
                1 => Each(sql, (pieces, i) => pieces[i].Kind == SqlPieceKind.Word ? Recase(pieces[i].Text) : pieces[i].Text),
                2 => Each(sql, (pieces, i) => pieces[i].Text + (random.Next(3) == 0 && MayPart(pieces, i) ? Pick("/**/", "\n", "/* ( */") : "")),
                3 => Each(sql, (pieces, i) => random.Next(2) == 0 && IsNameOfObject(pieces, i) ? Quoted(pieces[i].Text) : pieces[i].Text),
                4 => Each(sql, (pieces, i) => random.Next(2) == 0 && IsPlainText(pieces, i) ? Requoted(pieces[i].Text) : pieces[i].Text),
                5 => string.Format(CultureInfo.InvariantCulture, Pick(IsPostgres ? SqlWrappers.Postgres : SqlWrappers.Sqlite), sql),
                6 => Pick(IsPostgres ? SqlWrappers.PostgresExplain : SqlWrappers.SqliteExplain) + sql,
                _ => random.Next(2) == 0 ? Pick(Prefixes) + sql : sql + Pick(Suffixes),
            };
        }

        return sql;
    }

    private string Pick(params string[] options) => options[random.Next(options.Length)];

    private string Each(string sql, Func<IReadOnlyList<SqlPiece>, int, string> change)
    {
        var pieces = SqlPieces.Of(sql, engine);
        return string.Concat(pieces.Select((_, i) => change(pieces, i)));
    }

    /// <summary>Literals in two lines are one, so blanks between them stay.</summary>
    private string Reblank(IReadOnlyList<SqlPiece> pieces, int i) =>
        pieces[i].Kind != SqlPieceKind.Blank || IsText(pieces, i - 1) || IsText(pieces, i + 1) || random.Next(2) == 0 ? pieces[i].Text
        : IsPostgres && random.Next(4) == 0 ? Pick(" /* a /* ' */ b */ ", " --\r", " --;\r\n") : Pick(Anywhere);

    private string Recase(string word) => string.Concat(word.Select(c => random.Next(2) == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)));

    private static bool IsText(IReadOnlyList<SqlPiece> pieces, int i) => i >= 0 && i < pieces.Count && pieces[i].Kind is SqlPieceKind.Text or SqlPieceKind.Comment;

    private static bool MayPart(IReadOnlyList<SqlPiece> pieces, int i) => i + 1 < pieces.Count
        && (pieces[i].IsApart || pieces[i].Kind is SqlPieceKind.Word or SqlPieceKind.Name)
        && (pieces[i + 1].IsApart || pieces[i + 1].Kind is SqlPieceKind.Word or SqlPieceKind.Name);

    /// <summary>A word where a table or function is named; should it be a keyword after all, the engine no longer takes the statement.</summary>
    private static bool IsNameOfObject(IReadOnlyList<SqlPiece> pieces, int i)
    {
        var (before, after) = (Near(pieces, i, -1), Near(pieces, i, 1));
        return pieces[i].Kind == SqlPieceKind.Word
            && (after.Text is "(" or "." || before.Text is "." || before.IsWord("from", "join", "into", "update", "table"));
    }

    private static bool IsPlainText(IReadOnlyList<SqlPiece> pieces, int i) => pieces[i] is { Kind: SqlPieceKind.Text } piece
        && piece.Text[0] == '\'' && !piece.Text.AsSpan(1, piece.Text.Length - 2).ContainsAny("'\\$") && !Near(pieces, i, -1).IsWord("uescape")
        && Near(pieces, i, -1).Kind != SqlPieceKind.Text && Near(pieces, i, 1).Kind != SqlPieceKind.Text;

    private static SqlPiece Near(IReadOnlyList<SqlPiece> pieces, int i, int step)
    {
        for (i += step; i >= 0 && i < pieces.Count; i += step)
        {
            if (pieces[i].Kind is not (SqlPieceKind.Blank or SqlPieceKind.Comment))
            {
                return pieces[i];
            }
        }

        return new(SqlPieceKind.Blank, "");
    }

    private string Quoted(string word)
    {
        if (!IsPostgres)
        {
            return Pick($"\"{word}\"", $"`{word}`", $"[{word}]");
        }

        var name = word.ToLowerInvariant();
        return random.Next(4) switch
        {
            0 => $"U&\"{Escaped(name, "\\", "X4")}\"",
            1 => $"u&\"{Escaped(name, "\\+", "X6")}\"",
            2 => $"U&\"{Escaped(name, "!", "x4")}\" UESCAPE '!'",
            _ => $"\"{name}\"",
        };
    }

    private string Requoted(string text)
    {
        var content = text[1..^1];
        return !IsPostgres ? text : random.Next(5) switch
        {
            0 => $" E'{Escaped(content, "\\x", "X2")}'",
            1 => $" e'{Escaped(content, "\\u", "X4")}'",
            2 => $" U&'{Escaped(content, "\\", "X4")}'",
            3 => $" $${content}$$",
            _ => $" $q1${content}$q1$",
        };
    }

    private string Escaped(string text, string escape, string format) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) && random.Next(2) == 0 ? escape + ((int)c).ToString(format, CultureInfo.InvariantCulture) : c.ToString()));
}
