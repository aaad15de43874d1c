using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentCluster.Execution;

namespace AgentCluster.Tools.SelfMade;

/// <summary>
/// A statement with parameters as <c>:name</c>. Only those become placeholders; strings, quoted names, comments and <c>::</c> stay as they
/// are. Values never become part of the text, and what comes out is inspected like any other statement.
/// </summary>
internal sealed class TemplateSql
{
    private readonly ImmutableArray<TemplateSegment> _segments;

    private TemplateSql(ImmutableArray<TemplateSegment> segments) => _segments = segments;

    /// <summary>Names of the parameters, in their order.</summary>
    public IReadOnlyList<string> Names => [.. _segments.Where(segment => segment.IsParameter).Select(segment => segment.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>The statement on one line in lower case, with a mark for each parameter: equal for templates that mean the same.</summary>
    public string Normalised => string.Join(' ', string.Concat(_segments.Select(segment => segment.IsParameter ? "?" : segment.Text)).ToLowerInvariant()
        .Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';', ' ');

    public static TemplateSql Parse(string sql)
    {
        var segments = ImmutableArray.CreateBuilder<TemplateSegment>();
        var (start, at) = (0, 0);
        while (at < sql.Length)
        {
            if (sql[at] == ':' && at + 1 < sql.Length && IsFirst(sql[at + 1]) && (at == 0 || sql[at - 1] != ':'))
            {
                var end = at + 1;
                while (end < sql.Length && IsRest(sql[end]))
                {
                    end++;
                }

                segments.Add(new(sql[start..at], IsParameter: false));
                segments.Add(new(sql[(at + 1)..end], IsParameter: true));
                start = at = end;
            }
            else
            {
                at = Skip(sql, at);
            }
        }

        segments.Add(new(sql[start..], IsParameter: false));
        return new(segments.ToImmutable());
    }

    /// <summary>The statement in a dialect with the values of a call.</summary>
    public (string Sql, ImmutableArray<StatementParameter> Parameters) Render(string dialect, ImmutableArray<ToolParameter> parameters, JsonElement arguments)
    {
        var names = Names;
        var isPostgres = dialect == "postgres";
        var sql = new StringBuilder();
        foreach (var segment in _segments)
        {
            sql.Append(segment.IsParameter ? Typed(isPostgres, Placeholder(segment.Text), parameters.First(parameter => parameter.Name == segment.Text)) : segment.Text);
        }

        return (sql.ToString(), [.. names.Select(name => new StatementParameter { Name = Placeholder(name), Json = arguments.GetProperty(name).GetRawText() })]);

        string Placeholder(string name) => isPostgres ? string.Create(CultureInfo.InvariantCulture, $"${((List<string>)[.. names]).IndexOf(name) + 1}") : $"@{name}";
    }

    // A date is sent as text, which PostgreSQL compares with no date.
    private static string Typed(bool isPostgres, string placeholder, ToolParameter parameter) =>
        isPostgres && parameter.Type == "date" ? $"CAST({placeholder} AS date)" : placeholder;

    private static int Skip(string sql, int at) => sql[at] switch
    {
        '\'' or '"' or '`' => After(sql, at + 1, sql[at].ToString()),
        '-' when sql.AsSpan(at).StartsWith("--") => After(sql, at, "\n"),
        '/' when sql.AsSpan(at).StartsWith("/*") => After(sql, at + 2, "*/"),
        '$' when DollarTag(sql, at) is { } tag => After(sql, at + tag.Length, tag),
        _ => at + 1,
    };

    private static string? DollarTag(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && IsRest(sql[end]))
        {
            end++;
        }

        return end < sql.Length && sql[end] == '$' && (end == at + 1 || IsFirst(sql[at + 1])) ? sql[at..(end + 1)] : null;
    }

    private static int After(string sql, int from, string mark)
    {
        var found = sql.IndexOf(mark, Math.Min(from, sql.Length), StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + mark.Length;
    }

    private static bool IsFirst(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsRest(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
