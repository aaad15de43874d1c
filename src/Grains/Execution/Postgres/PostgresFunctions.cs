using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace AgentCluster.Execution.Postgres;

/// <summary>
/// What calling a function means. Built-in ones are judged by their label and by what they reach (chapter 9 of the manual); the label of a
/// user's function is a claim and no proof: a STABLE one may call anything.
/// </summary>
internal static partial class PostgresFunctions
{
    /// <summary>VOLATILE, and yet they only compute or tell a size or a count.</summary>
    private static readonly FrozenSet<string> HarmlessVolatile = Words(
        """
        random random_normal clock_timestamp timeofday gen_random_uuid uuidv4 uuidv7 bernoulli system system_rows system_time currval lastval
        pg_relation_size pg_table_size pg_indexes_size pg_total_relation_size pg_database_size pg_sequence_last_value
        pg_partition_tree pg_partition_ancestors pg_collation_actual_version
        pg_stat_get_xact_blocks_fetched pg_stat_get_xact_blocks_hit pg_stat_get_xact_numscans pg_stat_get_xact_tuples_deleted
        pg_stat_get_xact_tuples_fetched pg_stat_get_xact_tuples_hot_updated pg_stat_get_xact_tuples_inserted
        pg_stat_get_xact_tuples_returned pg_stat_get_xact_tuples_updated
        gen_random_bytes gen_salt uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4
        """);

    /// <summary>STABLE or IMMUTABLE, and yet they run SQL held in text or read the server rather than the database.</summary>
    private static readonly FrozenSet<string> ForbiddenStable = Words(
        """
        current_setting current_query ts_stat ts_rewrite inet_server_addr inet_server_port inet_client_addr inet_client_port
        table_to_xml query_to_xml cursor_to_xml schema_to_xml database_to_xml table_to_xmlschema query_to_xmlschema cursor_to_xmlschema
        schema_to_xmlschema database_to_xmlschema table_to_xml_and_xmlschema query_to_xml_and_xmlschema schema_to_xml_and_xmlschema
        database_to_xml_and_xmlschema txid_current
        """);

    /// <summary>They read a literal of the type that an argument names, and so run the checks of any domain unseen.</summary>
    private static readonly FrozenSet<string> TypedByArgument = Words(
        """
        domain_in domain_recv array_in array_recv record_in record_recv range_in range_recv multirange_in multirange_recv
        pg_input_is_valid pg_input_error_info pg_input_error_message
        """);

    /// <summary>Refused by name in whatever schema they are: files, programs, large objects, sessions, locks, network, SQL held in text.</summary>
    private static readonly FrozenSet<string> ForbiddenAnywhere = Words(
        "set_config connectby crosstab crosstab2 crosstab3 crosstab4 xpath_table pg_notify loread lowrite normal_rand");

    /// <summary>Of the server's own <c>pg_...</c> functions those that look at the database and not at the server.</summary>
    [GeneratedRegex(
        """
        \Apg_(get_(viewdef|indexdef|constraintdef|triggerdef|ruledef|functiondef|function_\w+|expr|userbyid|serial_sequence|keywords|partkeydef|partition_constraintdef|statisticsobjdef\w*|catalog_foreign_keys)
        |\w+_is_visible|has_role|typeof|column_\w+|size_pretty|size_bytes|client_encoding|encoding_\w+|char_to_encoding|collation_for|backend_pid|my_temp_schema|is_other_temp_schema
        |describe_object|identify_object\w*|get_object_address|relation_is_\w+|index\w*_has_property|options_to_table|sequence_parameters|trigger_depth|timezone_\w+|basetype
        |stat_get_(numscans|lastscan|tuples_\w+|live_tuples|dead_tuples|mod_since_analyze|ins_since_vacuum|blocks_\w+|last_\w+_time|vacuum_count|autovacuum_count|analyze_count|autoanalyze_count|total_\w+_time))\z
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CatalogFunction();

    [GeneratedRegex(@"\A(pg_sleep\w*|pg_(try_)?advisory\w*|dblink\w*|lo_\w+|pg_read_\w*file\w*|pg_ls_\w+|pg_file_\w+|pg_logical_\w+|pg_replication_\w+|pg_create_\w*slot|pg_stat_reset\w*|pg_terminate_backend|pg_cancel_backend)\z")]
    private static partial Regex ForbiddenFamily();

    /// <summary>The mildest verdict that a statement with this call may have.</summary>
    public static Verdict Verdict(PostgresFunction function)
    {
        if (IsForbidden(function.Name) || (function.Extension is not null && PostgresExtensions.Hostile.Contains(function.Extension)))
        {
            return Execution.Verdict.Forbidden;
        }

        return function.IsBuiltIn ? OfBuiltIn(function) : OfUser(function);
    }

    /// <summary>Whether a name alone is enough to refuse.</summary>
    public static bool IsForbidden(string name) => ForbiddenAnywhere.Contains(name) || ForbiddenStable.Contains(name) || ForbiddenFamily().IsMatch(name);

    private static Verdict OfBuiltIn(PostgresFunction function)
    {
        if (function.IsVolatile)
        {
            return HarmlessVolatile.Contains(function.Name) ? Execution.Verdict.Read
                : function.Name switch
                {
                    "nextval" => Execution.Verdict.Write,
                    "setval" or "setseed" => Execution.Verdict.Dangerous,
                    _ => Execution.Verdict.Forbidden,
                };
        }

        return TypedByArgument.Contains(function.Name) ? Execution.Verdict.Dangerous
            : function.Name.StartsWith("pg_", StringComparison.Ordinal) && !CatalogFunction().IsMatch(function.Name) ? Execution.Verdict.Forbidden
            : Execution.Verdict.Read;
    }

    private static Verdict OfUser(PostgresFunction function) =>
        function.Extension is not null && PostgresExtensions.Trusted.Contains(function.Extension) && (!function.IsVolatile || HarmlessVolatile.Contains(function.Name))
            ? Execution.Verdict.Read : Execution.Verdict.Dangerous;

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
