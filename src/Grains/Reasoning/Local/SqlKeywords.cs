using System.Collections.Frozen;

namespace AgentCluster.Reasoning.Local;

/// <summary>Words that cannot stand as a bare identifier in SQLite (lang_keywords.html) or PostgreSQL (appendix C).</summary>
internal static class SqlKeywords
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "add", "all", "alter", "analyse", "analyze", "and", "any", "array", "as", "asc", "authorization", "autoincrement", "begin", "between", "both", "by", "case", "cast",
        "check", "collate", "column", "commit", "constraint", "create", "cross", "current_date", "current_time", "current_timestamp", "current_user", "default",
        "deferrable", "delete", "desc", "distinct", "do", "drop", "else", "end", "escape", "except", "exists", "explain", "fetch", "for", "foreign", "from", "full", "grant",
        "group", "having", "if", "in", "index", "initially", "inner", "insert", "intersect", "into", "is", "isnull", "join", "leading", "left", "like", "limit", "match",
        "natural", "not", "notnull", "null", "of", "offset", "on", "only", "or", "order", "outer", "over", "placing", "plan", "pragma", "primary", "query", "references",
        "replace", "returning", "right", "rollback", "row", "select", "session_user", "set", "some", "symmetric", "table", "then", "to", "trailing", "transaction", "trigger",
        "union", "unique", "update", "user", "using", "values", "view", "when", "where", "window", "with");

    public static bool Contains(string identifier) => Reserved.Contains(identifier);
}
