using System.Text.RegularExpressions;
using AgentCluster.Execution;

namespace AgentCluster.TestKit.Sql;

/// <summary>Splits statements as the engines' manuals say, apart from what the product itself makes of them.</summary>
internal static partial class SqlPieces
{
    /// <summary>The pieces in order; together they are the statement.</summary>
    public static IReadOnlyList<SqlPiece> Of(string sql, SourceProvider engine) =>
        [.. (engine == SourceProvider.Postgres ? Postgres() : Sqlite()).Matches(sql).Select(match => new SqlPiece(KindOf(match), match.Value))];

    private static SqlPieceKind KindOf(Match match) =>
        Enum.GetValues<SqlPieceKind>().First(kind => match.Groups[kind.ToString()].Success);

    [GeneratedRegex(
        """
        (?<Blank>[ \t\r\n\f]+)
        | (?<Comment>--[^\r\n]* | /\*(?>(?<open>/\*)|(?<-open>\*/)|(?!/\*|\*/).)*(?(open)(?!))\*/)
        | (?<Text>[eE]'(?:[^'\\]|''|\\.)*' | (?:[uU]&|[bBxXnN])?'(?:[^']|'')*' | \$\$.*?\$\$ | \$(?<tag>[A-Za-z_\u0080-\uffff][\w]*)\$.*?\$\k<tag>\$)
        | (?<Name>(?:[uU]&)?"(?:[^"]|"")*")
        | (?<Number>[0-9][\w.]*)
        | (?<Word>[A-Za-z_\u0080-\uffff][\w$]*)
        | (?<Symbol>.)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Postgres();

    [GeneratedRegex(
        """
        (?<Blank>[ \t\r\n\f]+)
        | (?<Comment>--[^\n]* | /\*.*?(?:\*/|\z))
        | (?<Text>[xX]?'(?:[^']|'')*')
        | (?<Name>"(?:[^"]|"")*" | `(?:[^`]|``)*` | \[[^\]]*\])
        | (?<Number>[0-9][\w.]*)
        | (?<Word>[A-Za-z_\u0080-\uffff][\w$]*)
        | (?<Symbol>.)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Sqlite();
}
