using AgentCluster.Execution;
using AgentCluster.Execution.Writing;
using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Grains.Tests.Execution.Writing;

public sealed class SqliteWriterTests : SourceWriterSuite
{
    [Fact]
    public async Task Writer_AnotherWriterHoldsTheFile_IsToldToTryAgain()
    {
        using var other = Open(Source.Settings);
        other.Execute("BEGIN IMMEDIATE; UPDATE bins SET quantity = 5 WHERE id = 2");

        var preview = await PreviewAsync("UPDATE bins SET quantity = 4 WHERE id = 1");
        var done = await ExecuteAsync("x", "UPDATE bins SET quantity = 4 WHERE id = 1");

        Assert.Equal(("sourceBusy", ProblemKind.Unavailable), (preview.Problem!.Code, preview.Problem.Kind));
        Assert.Equal((WriteStatus.Failed, "sourceBusy"), (done.Status, done.Problem!.Code));
        other.Execute("COMMIT");
        Assert.Equal(WriteStatus.Executed, (await ExecuteAsync("x", "UPDATE bins SET quantity = 4 WHERE id = 1")).Status);
    }

    [Fact]
    public async Task Execute_AReaderHoldsTheCommit_IsToldToTryAgainAndNothingIsHalfDone()
    {
        var before = await Source.RowsAsync("SELECT * FROM bins");
        using var other = Open(Source.Settings);
        other.Execute("BEGIN");
        other.Query(row => 0, "SELECT * FROM bins");

        var done = await ExecuteAsync("x", "UPDATE bins SET quantity = 4444 WHERE id = 1");

        Assert.Equal((WriteStatus.Failed, "sourceBusy"), (done.Status, done.Problem!.Code));
        other.Execute("COMMIT");
        Assert.Equal(before, await Source.RowsAsync("SELECT * FROM bins"));
        Assert.Null(await LedgerAsync("x"));
    }

    [Theory]
    [InlineData("INSERT OR REPLACE INTO bins (id, label) VALUES (1, 'bin 2')", 2)]
    [InlineData("UPDATE OR REPLACE bins SET label = 'bin 45' WHERE id IN (43, 44)", 3)]
    [InlineData("UPDATE OR IGNORE bins SET label = 'bin 45' WHERE id IN (43, 44)", 0)]
    [InlineData("UPDATE bins SET id = id + 1000 WHERE id > 40", 20)]
    [InlineData("UPDATE pallet_lines SET line = line + 6, pallet = pallet * 2", 120)]
    [InlineData("DELETE FROM pallet_lines", 120)]
    [InlineData("UPDATE bins SET weight = 3, quantity = quantity + 0.5", 60)]
    [InlineData("UPDATE keyed SET v = hex(v) || 'x'", 7)]
    [InlineData("UPDATE keyed SET k = k || 'y', v = NULL", 7)]
    [InlineData("DELETE FROM keyed", 7)]
    public async Task Writer_ChangesThatOnlySqliteHas_ComeBackExactly(string sql, int rows)
    {
        await Source.ChangeAsync(
            """
            DELETE FROM pallet_lines WHERE bin > 40 OR bin < 3;
            CREATE TABLE keyed (extra TEXT, k ANY, w REAL DEFAULT 2, v, whole TEXT AS (extra || 'w') STORED, PRIMARY KEY (k)) WITHOUT ROWID;
            INSERT INTO keyed (k, v) VALUES (1, x'00ff'), ('a', 1.0), (2.5, 9223372036854775807), ('b', ''), ('c', x''), ('d', 'ü'), ('e', -1e308);
            ALTER TABLE keyed ADD COLUMN late TEXT DEFAULT 'added';
            """);
        rows = sql.Contains("pallet_lines", StringComparison.Ordinal) ? int.Parse(await Source.RowsAsync("SELECT count(*) FROM pallet_lines"), System.Globalization.CultureInfo.InvariantCulture) : rows;
        var before = await DumpAllAsync();

        var preview = await PreviewAsync(sql);
        Assert.Null(preview.Problem);
        Assert.Equal((rows, true), ((int)preview.Value!.RowsAffected!, preview.Value.IsExact));
        var done = await ExecuteAsync("x", sql, preview.Value);

        Assert.Equal((WriteStatus.Executed, rows, rows > 0), (done.Status, (int)done.Rows, done.Undoable));
        if (done.Undoable)
        {
            Assert.NotEqual(before, await DumpAllAsync());
            Assert.Null((await UndoAsync("y", "x")).Problem);
        }

        Assert.Equal(before, await DumpAllAsync());
    }

    [Theory]
    [InlineData("CREATE TEMP TABLE bins AS SELECT 1 AS id, 0 AS quantity")]
    [InlineData("CREATE TEMP VIEW bins AS SELECT 1 AS id, 0 AS quantity")]
    public async Task Execute_SomethingTemporaryOfATablesName_IsRefusedAndNeverStandsInForTheTable(string sql)
    {
        Assert.Equal(WriteStatus.Refused, (await ExecuteAsync("x", sql)).Status);

        var done = await ExecuteAsync("y", "UPDATE bins SET quantity = 4444 WHERE id = 1");

        Assert.Equal((WriteStatus.Executed, 1L), (done.Status, done.Rows));
        Assert.Equal("4444", await Source.RowsAsync("SELECT quantity FROM bins WHERE id = 1"));
    }

    [Fact]
    public async Task Preview_Trigger_IsNamedAndNotFired()
    {
        await Source.ChangeAsync("CREATE TRIGGER watcher AFTER UPDATE ON bins BEGIN INSERT INTO keyless VALUES ('fired', 1); END");

        var preview = (await PreviewAsync("UPDATE bins SET quantity = 1 WHERE id = 1")).Value!;
        var done = await ExecuteAsync("x", "UPDATE bins SET quantity = 1 WHERE id = 1", preview);

        Assert.Equal<string>(["watcher"], preview.Triggers);
        Assert.False(preview.IsExact);
        Assert.Equal((WriteStatus.Executed, 1L, false), (done.Status, done.Rows, done.Undoable));
        Assert.Equal("1", await Source.RowsAsync("SELECT count(*) FROM keyless WHERE label = 'fired'"));
    }

    [Fact]
    public async Task Preview_RowsOfTheSameTableCascade_IsNamedAndNotTried()
    {
        await Source.ChangeAsync("CREATE TABLE staff (id INTEGER PRIMARY KEY, boss REFERENCES staff (id) ON DELETE CASCADE ON UPDATE CASCADE); INSERT INTO staff VALUES (1, NULL), (2, 1), (3, 1)");

        var preview = (await PreviewAsync("UPDATE staff SET id = 999 WHERE id = 1")).Value!;

        Assert.Equal((false, null), (preview.IsExact, preview.RowsAffected));
        Assert.Contains("staff", Assert.Single(preview.Cascades), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1", true)]
    [InlineData("INSERT INTO staff VALUES (2, 1)", false)]
    [InlineData("INSERT INTO staff VALUES (2, 1), (3, 2), (4, 3)", false)]
    public async Task Undo_NewerRowsOfTheSameTableWouldGoWithIt_IsRefused(string since, bool done)
    {
        await Source.ChangeAsync("CREATE TABLE staff (id INTEGER PRIMARY KEY, boss REFERENCES staff (id) ON DELETE CASCADE ON UPDATE CASCADE)");
        await ExecuteAsync("x", "INSERT INTO staff VALUES (1, NULL)");
        await Source.ChangeAsync(since);
        var before = await Source.RowsAsync("SELECT * FROM staff");

        var shown = await Source.Writer.PreviewUndoAsync(Key, Source.Settings, "x", CancellationToken.None);
        var undone = await UndoAsync("y", "x");

        Assert.Equal(done, shown.Succeeded);
        Assert.Equal(done ? null : "notUndoable", undone.Problem?.Code);
        Assert.Equal(done ? "" : before, await Source.RowsAsync("SELECT * FROM staff"));
    }

    [Fact]
    public async Task Writer_RowsRemovedToMakeRoom_AreCounted()
    {
        await Source.ChangeAsync("CREATE TABLE seats (id INTEGER PRIMARY KEY, row UNIQUE, guest UNIQUE); INSERT INTO seats VALUES (1, 1, 'x'), (2, 2, 'z'), (3, 3, 'y')");
        const string Sql = "INSERT OR REPLACE INTO seats VALUES (4, 3, 'z')";

        var preview = (await PreviewAsync(Sql)).Value!;
        var done = await ExecuteAsync("x", Sql, preview);

        Assert.Equal((3L, true), (preview.RowsAffected, preview.IsExact));
        Assert.Equal((WriteStatus.Executed, 3L, true), (done.Status, done.Rows, done.Undoable));
        var undone = await UndoAsync("y", "x");
        Assert.Equal((WriteStatus.Executed, 3L), (undone.Status, undone.Rows));
    }

    [Fact]
    public async Task Writer_RowsLargerThanAreKept_AreChangedButNotKept()
    {
        await Source.ChangeAsync("DELETE FROM pallet_lines; UPDATE bins SET remark = printf('%.*c', 300000, 'x') WHERE id < 9");
        const string Sql = "UPDATE bins SET quantity = 4444 WHERE id < 9";

        var preview = (await PreviewAsync(Sql)).Value!;
        var done = await ExecuteAsync("x", Sql, preview);

        Assert.Equal((8L, true, false), (preview.RowsAffected, preview.IsExact, preview.IsUndoable));
        Assert.Equal((1, true), (preview.Before!.RowCount, preview.Before.Truncated));
        Assert.Equal((WriteStatus.Executed, 8L, false), (done.Status, done.Rows, done.Undoable));
        Assert.Equal(8L, (await PreviewAsync("UPDATE OR REPLACE bins SET label = 'bin 9' WHERE id < 9 AND id > 4")).Value!.RowsAffected);
    }

    [Fact]
    public async Task Undo_TextIsNoLongerValid_IsRefusedAsChangedSince()
    {
        await ExecuteAsync("x", "UPDATE bins SET quantity = 4444 WHERE id = 1");
        await Source.ChangeAsync("UPDATE bins SET remark = CAST(x'ff' AS TEXT) WHERE id = 1");

        var undone = await UndoAsync("y", "x");

        Assert.Equal((WriteStatus.Failed, "notUndoable"), (undone.Status, undone.Problem!.Code));
        Assert.Contains("was changed since", undone.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ANALYZE")]
    [InlineData("ANALYZE counted")]
    [InlineData("DROP TABLE counted")]
    [InlineData("ALTER TABLE counted RENAME TO numbered")]
    public async Task Execute_EngineKeepsItsOwnTables_IsNotInItsWay(string sql)
    {
        await Source.ChangeAsync("CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, n INT UNIQUE); INSERT INTO counted (n) VALUES (7); ANALYZE");

        var done = await ExecuteAsync("x", sql);

        Assert.True(done.Status == WriteStatus.Executed, done.Problem?.Message);
    }

    [Fact]
    public async Task Execute_FullTextTable_IsWrittenThroughItsModule()
    {
        await Source.ChangeAsync("CREATE VIRTUAL TABLE notes USING fts5 (body)");

        var done = await ExecuteAsync("x", "INSERT INTO notes VALUES ('hello')");

        Assert.True(done.Status == WriteStatus.Executed, done.Problem?.Message);
        Assert.False(done.Undoable);
        Assert.Equal("hello", await Source.RowsAsync("SELECT body FROM notes WHERE notes MATCH 'hello'"));
    }

    [Fact]
    public async Task Execute_TakesTooLong_IsEndedAndChangesNothing()
    {
        await using var source = await CreateAsync(limits: limits => limits.StatementTimeout = TimeSpan.FromMilliseconds(50));
        const string Endless = "UPDATE clients SET name = (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n) WHERE id = 1";

        var preview = await source.Writer.PreviewAsync(Key, source.Settings, Endless, [], CancellationToken.None);
        var done = await source.Writer.ExecuteAsync(Key, source.Settings, Request("x", Endless), CancellationToken.None);

        Assert.Equal((false, null), (preview.Value!.IsExact, preview.Value.RowsAffected));
        Assert.Equal((WriteStatus.Failed, "timeout"), (done.Status, done.Problem!.Code));
        Assert.Equal("a", await source.RowsAsync("SELECT name FROM clients WHERE id = 1"));
    }

    private protected override async Task<IWriterSource> CreateAsync(Action<ConfiguredSource>? source = null, Action<ExecutionOptions>? limits = null)
    {
        var bench = new ExecutionBench(limits, source);
        bench.Change(SourceLedger.Sqlite);
        var settings = await bench.Sources.FindAsync(Key, CancellationToken.None);
        return new SqliteWriterSource(bench, settings.Value!);
    }

    private static SqliteConnection Open(SourceSettings settings)
    {
        var connection = new SqliteConnection($"{new SqliteConnectionStringBuilder { DataSource = settings.ConnectionString, Pooling = false }}");
        connection.Open();
        return connection;
    }

    private async Task<string> DumpAllAsync() => await DumpAsync() + "\n" + await Source.RowsAsync("SELECT quote(k), quote(v), quote(w), late, typeof(v), extra FROM keyed ORDER BY k")
        + await Source.RowsAsync("SELECT quote(weight), quote(quantity), typeof(price) FROM bins ORDER BY id");

    private sealed class SqliteWriterSource(ExecutionBench bench, SourceSettings settings) : IWriterSource
    {
        private readonly Lazy<SqliteConnection> _owner = new(() => Open(settings));

        public ISourceWriter Writer => bench.Writer;

        public SourceSettings Settings => settings;

        public Task ChangeAsync(string sql)
        {
            bench.Change(sql);
            return Task.CompletedTask;
        }

        public Task<string> RowsAsync(string sql) =>
            Task.FromResult(string.Join('\n', _owner.Value.Query(
                row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))), sql)));

        public ValueTask DisposeAsync()
        {
            _owner.Value.Dispose();
            bench.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
