using AgentCluster.Memory;
using AgentCluster.Memory.Postgres;
using AgentCluster.TestKit.Postgres;
using Npgsql;

namespace AgentCluster.Storage.Tests.Memory;

public sealed class PostgresMemoryStoreTests : MemoryStoreContract
{
    private const string Refused = "42501";

    private TestPostgres _platform = null!;

    protected override IMemoryStore Store => new PostgresMemoryStore(_platform.Database);

    public override async Task InitializeAsync() => _platform = await TestPostgres.CreateAsync();

    public override async Task DisposeAsync() => await _platform.DisposeAsync();

    protected override Task ReopenAsync() => Task.CompletedTask;

    [Fact]
    public async Task StoreAsync_OneKeyFromManyWriters_LeavesOneActive()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Memories.StoreAsync(Tenant, [Note($"version {i}") with { UniqueKey = "k" }])));

        Assert.All(results, items => Assert.Equal("stored", Assert.Single(items).Status));
        var active = Assert.Single(await RecallAsync(new()));
        Assert.Equal(32, (await Memories.HistoryAsync(Tenant, results[0][0].Id!)).Value.Length);
        Assert.StartsWith("version", active, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreAsync_OneTextFromManyWriters_IsStoredOnce()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Memories.StoreAsync(Tenant, [Note("once"), Note("and once")])));

        Assert.Equal(2, results.SelectMany(items => items).Count(item => item.Status == "stored"));
        Assert.Equal(2, (await RecallAsync(new())).Length);
    }

    [Fact]
    public async Task RestoreAsync_SiblingsAtOnce_LeavesOneActive()
    {
        var ids = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await StoreOneAsync(Note($"version {i}") with { UniqueKey = "k" }));
        }

        await Task.WhenAll(ids.Select(id => Memories.RestoreAsync(Tenant, id)));

        Assert.Single(await RecallAsync(new()));
    }

    [Fact]
    public async Task Rows_OfAnotherTenant_AreInvisibleWithoutAnyPredicate()
    {
        await StoreOneAsync(Note("mine") with { DependsOn = [new() { Object = "x", Fingerprint = "f" }] });
        await StoreOneAsync(Note("theirs") with { DependsOn = [new() { Object = "x", Fingerprint = "f" }] }, "t2");

        Assert.Equal(["mine"], await AsTenantAsync(session => session.QueryAsync(row => row.GetString(0), "SELECT content FROM agent_memory")));
        Assert.Single(await AsTenantAsync(session => session.QueryAsync(row => row.GetString(0), "SELECT object FROM agent_memory_dependency")));
        Assert.Equal(0, await AsTenantAsync(session => session.ExecuteAsync("UPDATE agent_memory SET content = 'taken' WHERE tenant = 't2'")));
        await Assert.ThrowsAsync<AgentClusterException>(() => AsTenantAsync(session => session.ExecuteAsync("UPDATE agent_memory SET tenant = 't2'")));
    }

    [Theory]
    [InlineData("t1", 1)]
    [InlineData("t2", null)]
    public async Task SearchMemory_AsATenant_ReadsThatTenantOnly(string asked, int? found)
    {
        await StoreOneAsync(Note("mine"));
        await StoreOneAsync(Note("theirs"), "t2");

        var search = () => AsTenantAsync(session => session.QueryAsync(
            row => row.GetString(0), "SELECT content FROM search_memory(@asked, NULL, 'mine theirs')", ("@asked", asked)));

        if (found is null)
        {
            var failure = await Assert.ThrowsAsync<AgentClusterException>(search);
            Assert.Equal(Refused, Assert.IsType<PostgresException>(failure.InnerException).SqlState);
        }
        else
        {
            Assert.Equal(["mine"], await search());
        }
    }

    [Fact]
    public async Task SearchMemory_ByHand_IsForTheTablesOwnerOnly()
    {
        await StoreOneAsync(Note("mine"));
        const string search = "SELECT content FROM agentcluster.search_memory('t1', NULL, 'mine')";

        Assert.Equal(["mine"], await QueryAsync(_platform.AdminConnectionString, search));
        Assert.Equal(Refused, (await Assert.ThrowsAsync<PostgresException>(() => QueryAsync(_platform.SiloConnectionString, search))).SqlState);
    }

    [Fact]
    public async Task SearchMemory_Owner_PassesRowSecurityAndReadsMemoriesOnly()
    {
        var owner = await QueryAsync(
            _platform.AdminConnectionString,
            """
            SELECT r.rolname || ' ' || r.rolbypassrls || ' ' || r.rolcanlogin || ' ' || r.rolsuper
              FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE p.oid = 'agentcluster.search_memory'::regproc
            """);
        var tables = await QueryAsync(
            _platform.AdminConnectionString,
            """
            SELECT c.relname || ' ' || p.privilege FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p(privilege)
             WHERE c.relnamespace = 'agentcluster'::regnamespace AND c.relkind = 'r' AND has_table_privilege('agentcluster_recall', c.oid, p.privilege)
            """);

        Assert.Equal(["agentcluster_recall true false false"], owner);
        Assert.Equal(["agent_memory SELECT"], tables);
    }

    [Fact]
    public async Task SearchMemory_OfMany_FindsItsShareInTheHnswIndexHoweverNearOthersLie()
    {
        await FillAsync(Tenant, count: 100, sign: "-");
        await FillAsync("t2", count: 600, sign: "+");

        var (places, plans) = await SearchAsync(exactUpTo: 50);

        Assert.Contains("agent_memory_hnsw", plans, StringComparison.Ordinal);
        Assert.Equal(64, places);
    }

    [Fact]
    public async Task SearchMemory_OfFew_ReadsThemAllWithoutTheHnswIndex()
    {
        await FillAsync(Tenant, count: 100, sign: "-");
        await FillAsync("t2", count: 600, sign: "+");

        var (places, plans) = await SearchAsync(exactUpTo: 100);

        Assert.DoesNotContain("agent_memory_hnsw", plans, StringComparison.Ordinal);
        Assert.Equal(64, places);
    }

    [Fact]
    public async Task SearchMemory_ByWords_UsesTheTextIndex()
    {
        await FillAsync(Tenant, count: 3_000, sign: "0 * ");

        Assert.Contains("agent_memory_words", (await SearchAsync(exactUpTo: 100)).Plans, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecallAsync_MisspelledIdentifier_FindsTheObjectSpelledAlike()
    {
        await StoreOneAsync(Note("one row an article sold", subject: "main:public.invoice_line", kind: MemoryKinds.SchemaFact));
        await StoreOneAsync(Note("one row a song", subject: "main:public.track", kind: MemoryKinds.SchemaFact));

        var best = (await Memories.RecallAsync(Tenant, new() { Text = "rows of invoise_line" })).Items[0];

        Assert.Equal(("main:public.invoice_line", 1.0), (best.Item.Subject, best.Signals.Identifier));
    }

    [Fact]
    public async Task RecallAsync_Diacritics_DoNotMatter()
    {
        await StoreOneAsync(Note("Café Müller"));

        Assert.Equal(1, (await Memories.RecallAsync(Tenant, new() { Text = "cafe muller" })).Items[0].Signals.Text);
    }

    [Fact]
    public async Task RecallAsync_OtherModelsVectors_AreNotCompared()
    {
        var id = await StoreOneAsync(Note("customers are billed"));
        await PostgresServer.ExecuteAsync(
            _platform.AdminConnectionString, $"UPDATE agentcluster.agent_memory SET embedding_model = 'other', embedding = '[1, 0]' WHERE id = '{id}'");

        var found = (await Memories.RecallAsync(Tenant, new() { Text = "customers are billed" })).Items;

        Assert.Equal(0, Assert.Single(found).Signals.Vector);
    }

    private Task<T> AsTenantAsync<T>(Func<PlatformSession, Task<T>> work) => _platform.Database.WriteAsync(Tenant, work, default);

    /// <summary>Memories whose vectors lie in the direction of all axes, against it, or nowhere.</summary>
    private Task FillAsync(string tenant, int count, string sign) => PostgresServer.ExecuteAsync(
        _platform.AdminConnectionString,
        $"""
        INSERT INTO agentcluster.agent_memory (tenant, id, kind, content, digest, words, embedding, embedding_model, trust, status, importance,
               confidence, valid_from, recorded_at, provenance)
        SELECT '{tenant}', n, 'note', n, sha256(n::text::bytea), to_tsvector('agentcluster.memory', 'entry ' || n),
               (SELECT array_agg({sign}(0.5 + random()) + 0 * (n + d)) FROM generate_series(1, {WordVectors.Shared.Dimensions}) d)::real[]::public.vector,
               '{WordVectorEmbedder.ModelId}', 1, 0, 0.5, 0.5, now(), now(), 'test'
          FROM generate_series(1, {count}) n;
        ANALYZE agentcluster.agent_memory
        """);

    /// <summary>Places by vector that a search gives, and the plans of every statement inside the function as the server logs them.</summary>
    private async Task<(long Places, string Plans)> SearchAsync(int exactUpTo)
    {
        await using var source = NpgsqlDataSource.Create(_platform.AdminConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        var plans = new List<string>();
        connection.Notice += (_, notice) => plans.Add(notice.Notice.MessageText);
        await using var prepare = new NpgsqlCommand(
            "LOAD 'auto_explain'; SET auto_explain.log_nested_statements = on; SET auto_explain.log_min_duration = 0; SET client_min_messages = log", connection);
        await prepare.ExecuteNonQueryAsync();
        var probe = string.Join(',', Enumerable.Repeat("0.1", WordVectors.Shared.Dimensions));
        await using var search = new NpgsqlCommand(
            $"SELECT count(*) FROM agentcluster.search_memory('{Tenant}', '[{probe}]'::public.vector, '17', exact_up_to => {exactUpTo}) WHERE vector_place > 0",
            connection);
        return ((long)(await search.ExecuteScalarAsync())!, string.Join('\n', plans));
    }

    private static async Task<List<string>> QueryAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
