using System.Collections.Frozen;

namespace AgentCluster.Execution.Postgres;

/// <summary>Extensions that PostgreSQL ships or that are in wide use, by what their functions do (appendix F of the manual).</summary>
internal static class PostgresExtensions
{
    /// <summary>The names in <see cref="Trusted"/>, with blanks between them, for statements of our own.</summary>
    public const string TrustedNames =
        """
        vector citext hstore ltree pg_trgm btree_gin btree_gist unaccent fuzzystrmatch intarray isn cube earthdistance seg
        uuid-ossp pgcrypto tsm_system_rows tsm_system_time dict_int dict_xsyn intagg bloom postgis rum
        """;

    /// <summary>Their functions compute: labels of volatility are believed. Their few that do more are in <see cref="PostgresFunctions"/>.</summary>
    public static readonly FrozenSet<string> Trusted = Words(TrustedNames);

    /// <summary>Their functions reach files, other servers, text run as SQL or the server's inside.</summary>
    public static readonly FrozenSet<string> Hostile = Words(
        """
        dblink adminpack tablefunc xml2 lo file_fdw postgres_fdw pageinspect pg_buffercache pg_freespacemap pg_prewarm pg_stat_statements
        pg_surgery pg_visibility pg_walinspect pgrowlocks pgstattuple amcheck sslinfo pg_net http pg_cron pgmq pg_partman plperlu plpython3u
        old_snapshot pgaudit pg_background pg_repack
        """);

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
