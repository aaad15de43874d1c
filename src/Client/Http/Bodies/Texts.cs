using System.Text;
using System.Text.RegularExpressions;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>Rules for texts and names in requests.</summary>
internal static partial class Texts
{
    /// <summary>Longest question that is not SQL, characters.</summary>
    public const int MaxQuestion = 4_000;

    /// <summary>Longest SQL statement, bytes of UTF-8.</summary>
    public const int MaxSqlBytes = 64 * 1024;

    /// <summary>Checks a question: text, or one SQL statement.</summary>
    public static void Question(FieldErrors errors, string field, string? question)
    {
        if (string.IsNullOrWhiteSpace(question))
        {
            errors.Add(field, $"'{field}' must be a question of 1 to 4,000 characters.");
        }
        else if (HasControls(question))
        {
            errors.Add(field, $"'{field}' must not contain control characters other than tab and line breaks.");
        }
        else if (LooksLikeSql(question))
        {
            Sql(errors, field, question);
        }
        else if (question.Trim().Length > MaxQuestion)
        {
            errors.Add(field, $"'{field}' has more than 4,000 characters; shorten it.");
        }
    }

    /// <summary>Checks a statement.</summary>
    public static void Sql(FieldErrors errors, string field, string? sql)
    {
        if (string.IsNullOrWhiteSpace(sql))
        {
            errors.Add(field, $"'{field}' must be one SQL statement.");
        }
        else if (HasControls(sql))
        {
            errors.Add(field, $"'{field}' must not contain control characters other than tab and line breaks.");
        }
        else if (Encoding.UTF8.GetByteCount(sql) > MaxSqlBytes)
        {
            errors.Add(field, $"'{field}' has more than 64 KB; shorten it.");
        }
    }

    /// <summary>Checks free text that may be left out.</summary>
    public static void Optional(FieldErrors errors, string field, string? text, int maxLength)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > maxLength)
        {
            errors.Add(field, $"'{field}' has more than {maxLength} characters; shorten it.");
        }
        else if (HasControls(text))
        {
            errors.Add(field, $"'{field}' must not contain control characters other than tab and line breaks.");
        }
    }

    /// <summary>Checks a name or id of the caller's own that may be left out.</summary>
    public static void OptionalName(FieldErrors errors, string field, string? name)
    {
        if (name is not null && !IsName(name))
        {
            errors.Add(field, $"'{field}' must have 1 to 128 printable ASCII characters.");
        }
    }

    /// <summary>Checks an IANA time zone that may be left out.</summary>
    public static void OptionalTimeZone(FieldErrors errors, string field, string? timeZone)
    {
        if (timeZone is not null && !(ZonePattern().IsMatch(timeZone) && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)))
        {
            errors.Add(field, $"'{field}' must be an IANA time zone such as Europe/Berlin, or null for UTC.");
        }
    }

    /// <summary>Whether a question is meant as a statement: it begins, after comments and parentheses, with a word of SQL and has its shape.</summary>
    public static bool LooksLikeSql(string question) => SqlPattern().IsMatch(question);

    /// <summary>Whether a text has 1 to 128 printable ASCII characters.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 128 && name.All(c => c is >= ' ' and <= '~');

    /// <summary>Whether a text has control characters other than tab, line feed and carriage return.</summary>
    public static bool HasControls(string text) => text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'));

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+){0,2}$")]
    private static partial Regex ZonePattern();

    [GeneratedRegex(
        @"\A(?:\s|\(|--[^\n]*\n|/\*.*?\*/)*(?:SELECT\b.|WITH\s.+\bAS\b.*\bSELECT\b|VALUES\s*\(|EXPLAIN\s+(?:QUERY\s+PLAN\s+)?(?:SELECT|WITH)\b|INSERT\s+INTO\b|UPDATE\s.+\bSET\b|DELETE\s+FROM\b|(?:CREATE|DROP|ALTER)\s+(?:TABLE|VIEW|INDEX|TRIGGER)\b|PRAGMA\s)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex SqlPattern();
}
