using System.Collections.Frozen;

namespace AgentCluster.Reasoning.Local;

/// <summary>Words that cannot stand as a bare identifier in SQLite (lang_keywords.html) or PostgreSQL (appendix C).</summary>
internal static class SqlKeywords
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "add", "all", "alter", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "autoincrement", "begin", "between", "binary", "both", "by", "case", "cast",
        "check", "collate", "collation", "column", "commit", "concurrently", "constraint", "create", "cross", "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "default",
        "deferrable", "delete", "desc", "distinct", "do", "drop", "else", "end", "escape", "except", "exists", "explain", "false", "fetch", "for", "foreign", "freeze", "from", "full", "grant",
        "group", "having", "if", "ilike", "in", "index", "initially", "inner", "insert", "intersect", "into", "is", "isnull", "join", "lateral", "leading", "left", "like", "limit", "localtime", "localtimestamp", "match",
        "natural", "not", "notnull", "null", "of", "offset", "on", "only", "or", "order", "outer", "over", "overlaps", "placing", "plan", "pragma", "primary", "query", "references",
        "replace", "returning", "right", "rollback", "row", "select", "session_user", "set", "similar", "some", "symmetric", "table", "tablesample", "then", "to", "trailing", "transaction", "trigger", "true",
        "union", "unique", "update", "user", "using", "values", "variadic", "verbose", "view", "when", "where", "window", "with");

    public static bool Contains(string identifier) => Reserved.Contains(identifier);
}
