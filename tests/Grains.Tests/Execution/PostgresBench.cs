using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Execution.Writing;
using AgentCluster.Storage;
using AgentCluster.Tenancy;
using AgentCluster.TestKit;
using AgentCluster.TestKit.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AgentCluster.Grains.Tests.Execution;

/// <summary>The slice as the host registers it, over the corpus's fixture in a PostgreSQL database of its own as source <c>default</c>.</summary>
internal sealed class PostgresBench : IAsyncDisposable
{
    public const string Tenant = TenantNames.Local;
    public const string Inspector = PostgresCorpus.Inspector;
    public const string Reader = PostgresCorpus.Reader;

    private readonly TestPlatform _platform = new();
    private readonly ServiceProvider _services;
    private readonly PostgresServer _server;

    private PostgresBench(PostgresServer server, string database, Action<ExecutionOptions>? limits, Action<ConfiguredSource>? source, TimeProvider? time)
    {
        (_server, Database) = (server, database);
        var configured = new ConfiguredSource
        {
            Provider = SourceProvider.Postgres,
            ConnectionString = Login(Inspector),
            ReadConnectionString = Login(Reader),
            Writable = true,
        };
        configured.DeniedObjects.Add("*.integration_tokens");
        source?.Invoke(configured);
        var services = new ServiceCollection().AddLogging().AddSingleton<IPlatformDatabase>(_platform.Database).AddSingleton(time ?? TimeProvider.System).AddExecution();
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.Configure<SourcesOptions>(options =>
        {
            options.Sources["default"] = configured;
        });
        services.Configure(limits ?? (_ => { }));
        _services = services.BuildServiceProvider();
    }

    /// <summary>The statements that the server can know.</summary>
    public static IEnumerable<(Verdict Verdict, string Sql)> Corpus => SqlCorpus.PostgresRows.Where(row => PostgresCorpus.Knows(row.Sql));

    public string Database { get; }

    public string AdminConnectionString => _server.Admin(Database);

    public SafeExecutor Executor => _services.GetRequiredService<SafeExecutor>();

    public ISourceWriter Writer => _services.GetRequiredService<SourceWriters>().For(SourceProvider.Postgres);

    public SourceRegistry Sources => _services.GetRequiredService<SourceRegistry>();

    public SourceExaminer Examiner => _services.GetRequiredService<SourceExaminer>();

    public static async Task<PostgresBench> CreateAsync(Action<ExecutionOptions>? limits = null, Action<PostgresServer, string, ConfiguredSource>? source = null, TimeProvider? time = null)
    {
        var server = await PostgresCorpus.ServerAsync();
        var name = await PostgresCorpus.CreateDatabaseAsync();
        return new(server, name, limits, configured => source?.Invoke(server, name, configured), time);
    }

    /// <summary>A login's connection string to a database of the server.</summary>
    public static string Login(PostgresServer server, string database, string role) =>
        new NpgsqlConnectionStringBuilder(server.Admin(database)) { Username = role }.ToString();

    /// <summary>A superuser's connection string to the source.</summary>
    public string Owner => _server.Admin(Database);

    public string Login(string role) => Login(_server, Database, role);

    /// <summary>Changes the source as a superuser would.</summary>
    public Task ChangeAsync(string sql) => PostgresServer.ExecuteAsync(_server.Admin(Database), sql);

    /// <summary>One value as a superuser sees it.</summary>
    public async Task<object?> ValueAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.Admin(Database)) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>
    /// What statements that are not reads would leave behind: rows, definitions, owners and grants, sequences, large objects, roles, settings,
    /// slots, locks, files. Roles that tests beside this one make are left out.
    /// </summary>
    public async Task<string> FingerprintAsync() => (string)(await ValueAsync(
        """
        SELECT concat_ws('|',
            (SELECT md5(string_agg(query_to_xml(format('SELECT * FROM %s AS t ORDER BY t::text', oid::regclass), true, true, '')::text, ',' ORDER BY oid))
             FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace = 'public'::regnamespace),
            (SELECT string_agg(sequencename || coalesce(last_value::text, ''), ',' ORDER BY sequencename) FROM pg_sequences),
            (SELECT md5(string_agg(concat_ws(',', oid, relname, relnamespace, relowner, relacl, relrowsecurity, relforcerowsecurity, reltablespace, relfilenode), ';' ORDER BY oid)) FROM pg_class),
            (SELECT md5(string_agg(attrelid || ',' || attname || ',' || attisdropped || coalesce(attacl::text, ''), ';' ORDER BY attrelid, attnum)) FROM pg_attribute),
            (SELECT md5(string_agg(oid || ',' || xmin, ';' ORDER BY oid)) FROM (
                SELECT oid, xmin::text FROM pg_proc UNION ALL SELECT oid, xmin::text FROM pg_type UNION ALL SELECT oid, xmin::text FROM pg_namespace
                UNION ALL SELECT oid, xmin::text FROM pg_trigger UNION ALL SELECT oid, xmin::text FROM pg_rewrite UNION ALL SELECT oid, xmin::text FROM pg_policy
                UNION ALL SELECT oid, xmin::text FROM pg_extension UNION ALL SELECT oid, xmin::text FROM pg_constraint UNION ALL SELECT oid, xmin::text FROM pg_default_acl
                UNION ALL SELECT oid, xmin::text FROM pg_event_trigger UNION ALL SELECT oid, xmin::text FROM pg_foreign_server UNION ALL SELECT oid, xmin::text FROM pg_publication
                UNION ALL SELECT oid, xmin::text FROM pg_largeobject_metadata) AS defined),
            (SELECT md5(string_agg(concat_ws(',', rolname, rolsuper, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolpassword, rolvaliduntil), ';' ORDER BY rolname))
             FROM pg_authid WHERE rolname IN ('app_owner', 'agent_ro', 'agent_rw', 'agent_inspect', 'postgres', 'x')),
            (SELECT md5(string_agg(m.roleid::regrole || ',' || m.member::regrole, ';' ORDER BY 1)) FROM pg_auth_members m WHERE m.member::regrole::text LIKE 'agent%'),
            (SELECT md5(string_agg(s::text, ';' ORDER BY s::text)) FROM pg_db_role_setting s WHERE s.setrole::regrole::text LIKE 'agent%'),
            (SELECT count(*) FROM pg_largeobject), (SELECT count(*) FROM pg_replication_slots), (SELECT count(*) FROM pg_prepared_xacts),
            (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())),
            (SELECT string_agg(name, ',' ORDER BY name) FROM pg_ls_dir('.') AS name), (SELECT count(*) FROM pg_tablespace),
            (SELECT string_agg(path || (pg_stat_file(path, true)).modification, ',') FROM unnest(ARRAY['/tmp/x', '/tmp/x.csv', '/x', 'postgresql.auto.conf']) AS path))
        """))!;

    public async Task<Inspection> InspectAsync(string sql)
    {
        var outcome = await Executor.InspectAsync(new(Tenant, "default"), sql, CancellationToken.None);
        return outcome.Value ?? throw new InvalidOperationException(outcome.Problem!.Message);
    }

    public Task<ReadOutcome> ReadAsync(string sql, object?[]? parameters = null, int maxRows = 1000, CancellationToken cancellationToken = default) =>
        Executor.ReadAsync(
            new ReadRequest
            {
                Source = new(Tenant, "default"),
                Sql = sql,
                Agent = "api",
                MaxRows = maxRows,
                Parameters = (parameters ?? []).Select((value, i) => ($"${i + 1}", value)).ToDictionary(pair => pair.Item1, pair => pair.value),
            },
            cancellationToken);

    /// <summary>The rows of a statement.</summary>
    public async Task<(JsonElement Rows, string[] Types)> RowsAsync(string sql, params object?[] parameters)
    {
        var outcome = await ReadAsync(sql, parameters);
        Assert.Null(outcome.Problem);
        return (JsonDocument.Parse(outcome.Result!.RowsJson).RootElement, [.. outcome.Result.ColumnTypes]);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _platform.DisposeAsync();
        await _server.DropDatabaseAsync(Database);
    }
}
