using System.Collections.Frozen;

namespace AgentCluster.Execution.Sqlite;

/// <summary>
/// SQLite's own functions that compute and nothing else (lang_corefunc, lang_aggfunc, lang_datefunc, lang_mathfunc, windowfunctions, json1, fts5 of
/// https://www.sqlite.org). Sizes are bounded by the sandbox's LENGTH limit.
/// </summary>
internal static class SqliteFunctions
{
    private static readonly FrozenSet<string> Harmless = Words(
        """
        abs changes char coalesce concat concat_ws format glob hex if ifnull iif instr last_insert_rowid length like likelihood likely
        lower ltrim match max min nullif octet_length printf quote random randomblob replace round rtrim sign soundex sqlite_source_id sqlite_version substr
        substring subtype total_changes trim typeof unhex unicode unistr unistr_quote unlikely upper zeroblob
        avg count group_concat string_agg sum total median percentile percentile_cont percentile_disc
        date time datetime julianday unixepoch strftime timediff current_date current_time current_timestamp
        acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power radians sin sinh
        sqrt tan tanh trunc
        row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
        json jsonb json_array jsonb_array json_array_length json_error_position json_extract jsonb_extract -> ->> json_insert jsonb_insert
        json_object jsonb_object json_patch jsonb_patch json_pretty json_quote json_remove jsonb_remove json_replace jsonb_replace json_set
        jsonb_set json_type json_valid json_group_array jsonb_group_array json_group_object jsonb_group_object json_array_insert jsonb_array_insert
        bm25 highlight snippet offsets matchinfo
        """);

    private static readonly FrozenSet<string> Hostile = Words(
        "load_extension readfile writefile edit fts3_tokenizer eval sqlite_log optimize fileio lsdir shell fts5");

    /// <summary>Whether it only computes.</summary>
    public static bool IsHarmless(string name) => Harmless.Contains(name);

    /// <summary>Whether it reaches files, programs, memory or the log, and so is refused whatever a human says.</summary>
    public static bool IsHostile(string name) => Hostile.Contains(name);

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
