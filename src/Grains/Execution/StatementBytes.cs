using System.Text;

namespace AgentCluster.Execution;

/// <summary>
/// What a statement's text may not contain in any dialect, checked before an engine sees it: what people cannot see, and what drivers
/// trip over (Microsoft.Data.Sqlite hangs on a NUL).
/// </summary>
internal static class StatementBytes
{
    public const int MaxBytes = 64 * 1024;

    /// <summary>Why the text is refused, or null.</summary>
    public static string? Fault(string sql)
    {
        if (sql.Length > MaxBytes)
        {
            return TooLong;
        }

        for (var i = 0; i < sql.Length; i++)
        {
            if (char.IsSurrogate(sql[i]))
            {
                if (!char.IsHighSurrogate(sql[i]) || i + 1 == sql.Length || !char.IsLowSurrogate(sql[++i]))
                {
                    return "The text is not valid Unicode: it holds half of a surrogate pair.";
                }
            }
            else if (Name(sql[i]) is { } name)
            {
                return $"The text holds {name} (U+{(int)sql[i]:X4}) at position {i}.";
            }
        }

        return Encoding.UTF8.GetByteCount(sql) > MaxBytes ? TooLong : null;
    }

    private static string TooLong => $"The text is longer than {MaxBytes / 1024} KB.";

    private static string? Name(char c) => c switch
    {
        '\0' => "a NUL character",
        '\uFEFF' => "a byte order mark",
        >= '\u200B' and <= '\u200D' or '\u2060' or '\u180E' or '\u00AD' => "a zero-width character",
        >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\u061C' => "a bidirectional control",
        _ => null,
    };
}
