using System.Collections.Frozen;

namespace AgentCluster.Execution.Postgres;

/// <summary>
/// Relations of <c>pg_catalog</c> and <c>information_schema</c> that describe the database and nothing else. What is not here is out of
/// bounds: credentials, other sessions, sampled values, settings, files, subscriptions (chapters 37, 53 and 54 of the manual).
/// </summary>
internal static class PostgresSystemRelations
{
    private static readonly FrozenSet<string> Catalog = Words(
        """
        pg_aggregate pg_am pg_amop pg_amproc pg_attrdef pg_attribute pg_cast pg_class pg_collation pg_constraint pg_conversion pg_depend
        pg_description pg_enum pg_extension pg_index pg_inherits pg_language pg_namespace pg_opclass pg_operator pg_opfamily
        pg_partitioned_table pg_policy pg_proc pg_range pg_rewrite pg_sequence pg_statistic_ext pg_trigger pg_ts_config pg_ts_config_map
        pg_ts_dict pg_ts_parser pg_ts_template pg_type pg_indexes pg_matviews pg_policies pg_rules pg_sequences pg_tables pg_views
        pg_timezone_abbrevs pg_timezone_names pg_stat_all_tables pg_stat_user_tables pg_stat_all_indexes pg_stat_user_indexes
        pg_statio_all_tables pg_statio_user_tables pg_statio_all_indexes pg_statio_user_indexes
        """);

    private static readonly FrozenSet<string> InformationSchema = Words(
        """
        attributes character_sets check_constraint_routine_usage check_constraints collation_character_set_applicability collations
        column_column_usage column_domain_usage column_privileges column_udt_usage columns constraint_column_usage constraint_table_usage
        data_type_privileges domain_constraints domain_udt_usage domains element_types information_schema_catalog_name key_column_usage
        parameters referential_constraints role_column_grants role_routine_grants role_table_grants routine_column_usage
        routine_privileges routine_routine_usage routine_sequence_usage routine_table_usage routines schemata sequences sql_features
        sql_implementation_info sql_parts sql_sizing table_constraints table_privileges tables transforms triggered_update_columns
        triggers udt_privileges usage_privileges user_defined_types view_column_usage view_routine_usage view_table_usage views
        """);

    /// <summary>Read by the views above for names or for what the reader may see; never by a statement itself.</summary>
    private static readonly FrozenSet<string> BehindViews = Words("pg_authid pg_auth_members pg_database pg_shdepend pg_tablespace pg_foreign_server pg_foreign_data_wrapper pg_foreign_table");

    /// <summary>Whether a relation of the server itself may be read.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="withinView">Whether it was met within a view of the server itself.</param>
    public static bool IsReadable(PostgresRelation relation, bool withinView) => relation.Schema switch
    {
        "pg_catalog" => Catalog.Contains(relation.Name) || (withinView && BehindViews.Contains(relation.Name)),
        "information_schema" => InformationSchema.Contains(relation.Name),
        _ => false,
    };

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
