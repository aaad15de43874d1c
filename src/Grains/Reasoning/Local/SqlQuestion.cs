using System.Text.RegularExpressions;

namespace AgentCluster.Reasoning.Local;

/// <summary>Tells a statement from a question in words.</summary>
internal static class SqlQuestion
{
    public static bool IsStatement(string question) => Statement.IsMatch(question);

    // Matching takes time linear in the question, whatever it is: a run never waits for one nor fails of it.
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // SELECT and DELETE also begin English sentences: what follows must look like SQL.
    private static readonly Regex Statement = new("""
        ^\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*\(*\s*(?:
          select\s+(?:\*|\d|'|distinct\b|all\s+[\w."*]+\s*(?:,|from\b)|case\b|[\w."\[\]`]+\s*(?:,|\(|from\b|as\b|[+*/|-]|;|$))
          |with\s+(?:recursive\s+)?[\w"]+\s*(?:\([^)]*\)\s*)?as\s*(?:not\s+materialized\s*|materialized\s*)?\(
          |values\s*\(|explain\s+(?:query\s+plan\s+|analyze\s+)?(?:select|with|insert|update|delete|values)\b
          |insert\s+(?:or\s+\w+\s+)?into\b|replace\s+into\b|update\s+[\w."]+\s+set\b|delete\s+from\b|merge\s+into\b
          |(?:create|drop|alter)\s+(?:or\s+replace\s+)?(?:temp\w*\s+|unique\s+|virtual\s+|materialized\s+)?(?:table|view|index|trigger|schema|database|function|role|user|extension)\b
          |truncate\s+(?:table\s+)?\w|pragma\s+\w|attach\s+|detach\s+|vacuum\b|reindex\b|analyze\s*;|grant\s+.+\bto\b|revoke\s+.+\bfrom\b|begin\s*;|commit\s*;|rollback\s*;
        )
        """, Linear | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline);
}
