namespace AgentCluster.Execution.Postgres;

/// <summary>Verdicts on statements of which the server shows no tree. A kind that is not known here is forbidden.</summary>
internal static class PostgresUtility
{
    private static readonly HashSet<string> Definitions =
    [
        "create table", "create index", "create view", "create materialized view", "create sequence", "create type", "create domain", "create statistics",
        "create schema", "drop table", "drop index", "drop view", "drop materialized view", "drop sequence", "drop type", "drop domain", "drop statistics",
        "alter table", "alter index", "alter view", "alter materialized view", "alter sequence", "alter type", "alter domain", "alter statistics",
        "truncate", "lock", "comment", "analyze", "vacuum", "reindex", "cluster",
    ];

    private static readonly HashSet<string> Explainable = ["create table", "create materialized view", "refresh materialized view"];

    private static readonly HashSet<string> Settings =
    [
        "search_path", "server_version", "server_version_num", "server_encoding", "client_encoding", "timezone", "datestyle", "intervalstyle",
        "lc_collate", "lc_ctype", "lc_messages", "lc_monetary", "lc_numeric", "lc_time", "standard_conforming_strings", "integer_datetimes",
        "transaction_isolation", "transaction_read_only", "default_transaction_isolation", "default_transaction_read_only",
        "statement_timeout", "lock_timeout", "extra_float_digits", "bytea_output", "max_identifier_length", "block_size",
        "work_mem", "application_name", "default_text_search_config", "row_security", "max_connections",
    ];

    /// <summary>Words that turn a definition into control of rows policies, owners, code or the server, by the word before them; null is any.</summary>
    private static readonly (string? Before, string Word)[] Controls =
    [
        ("owner", "to"), ("level", "security"), ("enable", "trigger"), ("disable", "trigger"), ("always", "trigger"), ("replica", "trigger"),
        ("enable", "rule"), ("disable", "rule"), ("always", "rule"), ("replica", "rule"), ("set", "tablespace"), (null, "authorization"), ("as", "execute"),
    ];

    /// <summary>The verdict and its reason; the reason is empty for a read.</summary>
    public static (Verdict Verdict, string Reason) Judge(PostgresShape shape, PostgresCatalog catalog, SourceSettings settings)
    {
        var name = shape.Kind.ToUpperInvariant();
        if (shape.Explained && !Explainable.Contains(shape.Kind))
        {
            return (Verdict.Forbidden, $"EXPLAIN of {name} is not allowed.");
        }

        if (shape.Kind == "show")
        {
            return IsHarmlessSetting(shape.Tokens) ? (Verdict.Read, "") : (Verdict.Forbidden, "Shows settings of the server.");
        }

        if (shape.Kind == "call")
        {
            return (Verdict.Forbidden, "A procedure may commit by itself: no transaction of ours can hold it.");
        }

        if (shape.Kind != "refresh materialized view" && !Definitions.Contains(shape.Kind))
        {
            return (Verdict.Forbidden, shape.Kind == "unknown" ? "The kind of statement is not known." : $"{name} is not allowed.");
        }

        return Fault(shape, catalog, settings) is { } fault ? (Verdict.Forbidden, fault)
            : shape.Kind == "refresh materialized view" ? (Verdict.Write, "Rebuilds a materialized view.")
            : (Verdict.Dangerous, $"{name} changes the schema or works on whole tables.");
    }

    /// <summary>Why tokens alone are enough to refuse a statement that is more than a read, or null.</summary>
    public static string? Fault(PostgresShape shape, PostgresCatalog catalog, SourceSettings settings)
    {
        var (denied, readOnly) = (ObjectGlobs.Denied(settings), ObjectGlobs.ReadOnly(settings));
        for (var i = 0; i < shape.Tokens.Length; i++)
        {
            var token = shape.Tokens[i];
            if (token.IsSymbol(";") && shape.Tokens.Skip(i).Any(rest => !rest.IsSymbol(";")))
            {
                return "There is more than one statement.";
            }

            if (IsControl(shape.Tokens, i))
            {
                return $"{shape.Kind.ToUpperInvariant()} with {token.Text.ToUpperInvariant()} is not allowed.";
            }

            if (token.IsName && NameFault(shape.Tokens, i, catalog, denied, readOnly) is { } fault)
            {
                return fault;
            }
        }

        return shape.Kind == "create type" && shape.Tokens.Any(token => token.IsWord("input")) ? "CREATE TYPE with functions of its own is not allowed."
            : shape.Kind == "alter type" && shape.Tokens.Zip(shape.Tokens.Skip(1)).Any(pair => pair.First.IsWord("set") && pair.Second.IsSymbol("(")) ? "ALTER TYPE with functions of its own is not allowed."
            : shape.Kind == "create schema" && shape.Tokens.Skip(1).Any(token => token.IsWord("create") || token.IsWord("grant")) ? "CREATE SCHEMA with what it is to hold is not allowed: create that by itself."
            : null;
    }

    private static string? NameFault(PostgresToken[] tokens, int i, PostgresCatalog catalog, ObjectGlobs denied, ObjectGlobs readOnly)
    {
        var name = tokens[i].Text;
        if (PostgresFunctions.IsForbidden(name))
        {
            return $"Names {name}, which is not allowed.";
        }

        if (ControlTables.Contains(name))
        {
            return $"Changes {name}, which only the platform itself may write.";
        }

        string[] schemas = i >= 2 && tokens[i - 1].IsSymbol(".") && tokens[i - 2].IsName ? [tokens[i - 2].Text] : catalog.Schemas;
        return IsOfServer(name) || schemas.Any(schema => denied.Matches(schema, name)) ? $"Touches {name}, which is out of bounds."
            : schemas.Any(schema => readOnly.Matches(schema, name)) ? $"Changes {name}, which is read-only." : null;
    }

    private static bool IsOfServer(string name) => (name.StartsWith("pg_", StringComparison.Ordinal) && name != "pg_temp") || name == "information_schema";

    private static bool IsControl(PostgresToken[] tokens, int i) => tokens[i].Kind == PostgresTokenKind.Word
        && Array.Exists(Controls, pair => pair.Word == tokens[i].Text && (pair.Before is null || (i > 0 && tokens[i - 1].IsWord(pair.Before))));

    private static bool IsHarmlessSetting(PostgresToken[] tokens)
    {
        var words = string.Join(' ', tokens.Skip(1).Where(token => !token.IsSymbol(";")).Select(token => token.Text));
        return words is "time zone" or "transaction isolation level" || Settings.Contains(words);
    }
}
