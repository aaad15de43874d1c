using AgentCluster.Execution;
using AgentCluster.Execution.Writing;
using AgentCluster.TestKit;
using Npgsql;

namespace AgentCluster.Grains.Tests.Execution.Writing;

[Trait("Category", "PostgresSource")]
public sealed class PostgresWriterTests : SourceWriterSuite
{
    private const string Writer = "agent_rw";

    private protected override async Task<IWriterSource> CreateAsync(Action<ConfiguredSource>? source = null, Action<ExecutionOptions>? limits = null)
    {
        var bench = await PostgresBench.CreateAsync(limits, (server, database, configured) =>
        {
            configured.WriteConnectionString = PostgresBench.Login(server, database, Writer);
            source?.Invoke(configured);
        });
        await bench.ChangeAsync($"{SourceLedger.Postgres(Writer)} ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {Writer}; GRANT CREATE ON SCHEMA public TO {Writer}");
        var settings = await bench.Sources.FindAsync(Key, CancellationToken.None);
        return new PostgresWriterSource(bench, settings.Value!);
    }

    private sealed class PostgresWriterSource(PostgresBench bench, SourceSettings settings) : IWriterSource
    {
        private readonly NpgsqlDataSource _owner = NpgsqlDataSource.Create(bench.Owner);

        public ISourceWriter Writer => bench.Writer;

        public SourceSettings Settings => settings;

        public Task ChangeAsync(string sql) => bench.ChangeAsync(sql);

        public async Task<string> RowsAsync(string sql)
        {
            await using var command = _owner.CreateCommand($"SELECT string_agg(concat_ws('|', VARIADIC ARRAY(SELECT coalesce(v.value, '') FROM json_each_text(row_to_json(r)) v)), E'\\n') FROM ({sql}) r");
            return await command.ExecuteScalarAsync() as string ?? "";
        }

        public async ValueTask DisposeAsync()
        {
            await _owner.DisposeAsync();
            await bench.DisposeAsync();
        }
    }
}
