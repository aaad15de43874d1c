using System.Collections.Immutable;
using System.Text.Json;
using AgentCluster.Execution;
using AgentCluster.Execution.Writing;

namespace AgentCluster.Grains.Tests.Execution.Writing;

/// <summary>What every writer owes; an engine's tests are an empty subclass and what only that engine has.</summary>
public abstract class SourceWriterSuite : IAsyncLifetime
{
    private const int Seed = 20261125;

    private protected static readonly SourceKey Key = new(ExecutionBench.Tenant, "default");

    private protected IWriterSource Source { get; private set; } = null!;

    /// <summary>How many random changes are made; where AGENTCLUSTER_TEST_CHANGES is set, that many.</summary>
    private static int RandomChanges => int.TryParse(Environment.GetEnvironmentVariable("AGENTCLUSTER_TEST_CHANGES"), out var changes) ? changes : 150;

    private protected abstract Task<IWriterSource> CreateAsync(Action<ConfiguredSource>? source = null, Action<ExecutionOptions>? limits = null);

    public async Task InitializeAsync()
    {
        Source = await CreateAsync();
        await Source.ChangeAsync(Warehouse.Tables);
        await Source.ChangeAsync(Warehouse.Rows(new Random(Seed)));
    }

    public Task DisposeAsync() => Source.DisposeAsync().AsTask();

    [Fact]
    public async Task Writer_RandomChanges_ChangeWhatWasShownAndComeBackExactly()
    {
        var random = new Random(Seed);
        var undone = 0;
        for (var i = 0; i < RandomChanges; i++)
        {
            var sql = Warehouse.Change(random);
            var before = await DumpAsync();
            var preview = await PreviewAsync(sql);
            Assert.True(preview.Succeeded, $"{i}: {sql}: {preview.Problem?.Message}");
            Assert.Equal(before, await DumpAsync());

            var done = await ExecuteAsync($"a{i}", sql, preview.Value);

            Assert.True(done.Status == WriteStatus.Executed, $"{i}: {sql}: {done.Problem?.Message}");
            Assert.True(preview.Value.IsExact && preview.Value.RowsAffected == done.Rows && preview.Value.IsUndoable == done.Undoable, $"{i}: {sql}: {preview.Value} {done}");
            Assert.True(done.Undoable == (done.Rows > 0 && !sql.Contains("keyless", StringComparison.Ordinal)), $"{i}: {sql}: {done}");
            if (done.Undoable && random.Next(4) > 0)
            {
                var shown = await Source.Writer.PreviewUndoAsync(Key, Source.Settings, $"a{i}", CancellationToken.None);
                Assert.True(shown.Succeeded && shown.Value.RowsAffected == done.Rows, $"{i}: {sql}: {shown.Problem?.Message}");
                var back = await Source.Writer.UndoAsync(Key, Source.Settings, $"u{i}", $"a{i}", CancellationToken.None);
                Assert.True(back.Status == WriteStatus.Executed, $"{i}: {sql}: {back.Problem?.Message}");
                Assert.True(before == await DumpAsync(), $"{i}: {sql}");
                undone++;
            }
        }

        Assert.True(undone > RandomChanges / 3, $"{undone} were undone.");
    }

    [Fact]
    public async Task Preview_Update_ShowsRowsAsTheyAreAndWouldBe()
    {
        await Source.ChangeAsync("DELETE FROM bins WHERE id > 3 AND id NOT IN (SELECT bin FROM pallet_lines); UPDATE bins SET label = 'L' || id, quantity = 1, weight = 0.5, price = 2.50, counted = '2026-01-02', remark = 'r'");

        var preview = (await PreviewAsync("UPDATE bins SET quantity = 7 WHERE id IN (2, 1)")).Value!;

        Assert.Equal((2L, true, true), (preview.RowsAffected, preview.IsExact, preview.IsUndoable));
        Assert.Equal<string>(["id", "label", "quantity", "weight", "price", "counted", "remark"], preview.Before!.Columns);
        Assert.Equal<string>(["integer", "text", "integer", "number", "number", "date", "text"], preview.Before.ColumnTypes);
        Assert.Equal([1, 7], [Cell(preview.Before, 0, 2), Cell(preview.After!, 0, 2)]);
        Assert.Equal([1, 2], [Cell(preview.Before, 0, 0), Cell(preview.After!, 1, 0)]);
    }

    [Fact]
    public async Task Preview_InsertAndDelete_HaveOneSideOnly()
    {
        var inserted = (await PreviewAsync("INSERT INTO keyless VALUES ('new', 1)")).Value!;
        var deleted = (await PreviewAsync("DELETE FROM pallet_lines WHERE pallet = 2 AND line = 1")).Value!;
        var added = (await PreviewAsync("INSERT INTO bins (id) VALUES (777)")).Value!;

        Assert.Equal((1L, true, false), (inserted.RowsAffected, inserted.IsExact, inserted.IsUndoable));
        Assert.Equal((1, 0), (deleted.Before!.RowCount, deleted.After!.RowCount));
        Assert.Equal((0, 1), (added.Before!.RowCount, added.After!.RowCount));
    }

    [Fact]
    public async Task Preview_ManyRows_ShowsTheFirstAndSaysSo()
    {
        var preview = (await PreviewAsync("UPDATE bins SET quantity = 0")).Value!;

        Assert.Equal((60L, 20, true), (preview.RowsAffected, preview.Before!.RowCount, preview.Before.Truncated));
        Assert.Equal([1, 20], [Cell(preview.Before, 0, 0), Cell(preview.Before, 19, 0)]);
    }

    [Fact]
    public async Task Preview_Definition_IsNotTriedAndNotExact()
    {
        var preview = (await PreviewAsync("ALTER TABLE bins ADD COLUMN shelf TEXT")).Value!;

        Assert.False(preview.IsExact);
        Assert.NotNull(preview.Fingerprint);
        Assert.Null(preview.Before);
    }

    [Fact]
    public async Task Preview_Cascade_IsNamedAndNotTried()
    {
        await Source.ChangeAsync("CREATE TABLE parents (id INTEGER PRIMARY KEY); CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id) ON DELETE CASCADE); INSERT INTO parents VALUES (1); INSERT INTO children VALUES (1, 1)");

        var preview = (await PreviewAsync("DELETE FROM parents WHERE id = 1")).Value!;

        Assert.False(preview.IsExact);
        Assert.Contains("children", Assert.Single(preview.Cascades), StringComparison.Ordinal);
        Assert.Equal("1", await Source.RowsAsync("SELECT count(*) FROM children"));
    }

    [Theory]
    [InlineData("SELECT * FROM bins", "notAWrite")]
    [InlineData("UPDATE bins SET nothing = 1", "sqlError")]
    [InlineData("UPDATE bins SET quantity = 1; DELETE FROM bins", "forbiddenSql")]
    [InlineData("UPDATE agentcluster_ledger SET undo = NULL", "forbiddenSql")]
    [InlineData("UPDATE integration_tokens SET value = 'x' WHERE id = 1", "forbiddenSql")]
    [InlineData("UPDATE human_approval_queue SET status = 'approved'", "forbiddenSql")]
    [InlineData("COMMIT", "forbiddenSql")]
    public async Task Writer_NoChangeThatMayBeMade_IsRefused(string sql, string code)
    {
        var preview = await PreviewAsync(sql);
        var done = await ExecuteAsync("r", sql);

        // What one engine has no such table for is an error of the statement.
        Assert.Contains(preview.Problem!.Code, new[] { code, code == "forbiddenSql" ? "sqlError" : code });
        Assert.NotEqual(WriteStatus.Executed, done.Status);
        Assert.Null(await LedgerAsync("r"));
    }

    [Fact]
    public async Task Writer_ReadOnlyObject_IsRefused()
    {
        await using var source = await CreateAsync(configured => configured.ReadOnlyObjects.Add("*.campaigns"));

        var done = await source.Writer.ExecuteAsync(Key, source.Settings, new() { ActionId = "x", Sql = "UPDATE campaigns SET client_id = 2 WHERE id = 1", Verdict = Verdict.Write }, CancellationToken.None);

        Assert.Equal((WriteStatus.Refused, "forbiddenSql"), (done.Status, done.Problem!.Code));
    }

    [Fact]
    public async Task Writer_SourceIsNotWritable_ChangesNothing()
    {
        await using var source = await CreateAsync(configured => configured.Writable = false);

        var preview = await source.Writer.PreviewAsync(Key, source.Settings, "UPDATE clients SET name = 'x' WHERE id = 1", [], CancellationToken.None);
        var done = await source.Writer.ExecuteAsync(Key, source.Settings, new() { ActionId = "x", Sql = "UPDATE clients SET name = 'x' WHERE id = 1", Verdict = Verdict.Write }, CancellationToken.None);

        Assert.Equal("notWritable", preview.Problem!.Code);
        Assert.Equal((WriteStatus.Refused, "notWritable"), (done.Status, done.Problem!.Code));
    }

    [Theory]
    [InlineData("ALTER TABLE bins ADD COLUMN shelf TEXT")]
    [InlineData("CREATE INDEX bins_by_remark ON bins (remark)")]
    [InlineData("CREATE TABLE shelves (id INTEGER PRIMARY KEY, bin INTEGER REFERENCES bins (id) ON DELETE CASCADE)")]
    public async Task Execute_TableWasAlteredSinceThePreview_IsStale(string alteration)
    {
        const string Sql = "UPDATE bins SET quantity = 5 WHERE id = 1";
        var preview = (await PreviewAsync(Sql)).Value!;
        await Source.ChangeAsync(alteration);
        var before = await DumpAsync();

        var done = await ExecuteAsync("x", Sql, preview);

        Assert.Equal((WriteStatus.Stale, "stale"), (done.Status, done.Problem!.Code));
        Assert.Equal(before, await DumpAsync());
        Assert.Null(await LedgerAsync("x"));
    }

    [Fact]
    public async Task Fingerprint_OtherTableAltered_StaysTheSame()
    {
        const string Sql = "UPDATE bins SET quantity = 5 WHERE id = 1";
        var preview = (await PreviewAsync(Sql)).Value!;
        await Source.ChangeAsync("ALTER TABLE keyless ADD COLUMN more TEXT; UPDATE bins SET quantity = 9 WHERE id > 1");

        Assert.Equal(preview.Fingerprint, (await PreviewAsync(Sql)).Value!.Fingerprint);
        Assert.Equal(WriteStatus.Executed, (await ExecuteAsync("x", Sql, preview)).Status);
    }

    [Theory]
    [InlineData("UPDATE bins SET quantity = 5 WHERE id IN (1, 2)", "UPDATE bins SET remark = 'counted anew' WHERE id = 2")]
    [InlineData("DELETE FROM pallet_lines WHERE pallet = 3", "UPDATE pallet_lines SET pieces = pieces + 1 WHERE pallet = 3")]
    public async Task Execute_RowIsNotAsItWasWhenItWasShown_IsStale(string sql, string meanwhile)
    {
        var preview = (await PreviewAsync(sql)).Value!;
        await Source.ChangeAsync(meanwhile);
        var before = await DumpAsync();

        var done = await ExecuteAsync("x", sql, preview);

        Assert.Equal((WriteStatus.Stale, "stale"), (done.Status, done.Problem!.Code));
        Assert.Equal(before, await DumpAsync());
        Assert.Null(await LedgerAsync("x"));
        Assert.Equal(WriteStatus.Executed, (await ExecuteAsync("y", sql, (await PreviewAsync(sql)).Value!)).Status);
    }

    [Theory]
    [InlineData("UPDATE bins SET quantity = (SELECT max(pieces) FROM pallet_lines) WHERE id = 1", "UPDATE pallet_lines SET pieces = 1000 WHERE pallet = 3")]
    [InlineData("INSERT INTO pallet_lines SELECT 99, id, 1, quantity, NULL FROM bins WHERE id = 1", "UPDATE bins SET quantity = 77 WHERE id = 1")]
    public async Task Execute_WhatItReadsElsewhereIsNotAsItWas_IsStale(string sql, string meanwhile)
    {
        var preview = (await PreviewAsync(sql)).Value!;
        await Source.ChangeAsync(meanwhile);
        var before = await DumpAsync();

        var done = await ExecuteAsync("x", sql, preview);

        Assert.Equal((WriteStatus.Stale, "stale"), (done.Status, done.Problem!.Code));
        Assert.Equal(before, await DumpAsync());
        Assert.Equal(WriteStatus.Executed, (await ExecuteAsync("y", sql, (await PreviewAsync(sql)).Value!)).Status);
    }

    [Fact]
    public async Task Execute_MoreRowsThanApproved_IsStaleUnlessTolerated()
    {
        const string Sql = "UPDATE pallet_lines SET pieces = 99 WHERE pallet = 3";
        var preview = (await PreviewAsync(Sql)).Value!;
        await Source.ChangeAsync("INSERT INTO pallet_lines VALUES (3, 100, 1, 1, NULL)");
        var before = await DumpAsync();

        var stale = await ExecuteAsync("x", Sql, preview);
        Assert.Equal(WriteStatus.Stale, stale.Status);
        Assert.Equal(before, await DumpAsync());

        var done = await Source.Writer.ExecuteAsync(Key, Source.Settings, Request("x", Sql, preview) with { Tolerance = 0.2 }, CancellationToken.None);
        Assert.Equal((WriteStatus.Executed, 7L), (done.Status, done.Rows));
    }

    [Fact]
    public async Task Execute_HarsherVerdictThanApproved_IsStale()
    {
        var done = await ExecuteAsync("x", "UPDATE bins SET quantity = 1", verdict: Verdict.Write);

        Assert.Equal(WriteStatus.Stale, done.Status);
    }

    [Fact]
    public async Task Execute_SameActionTwice_HasOneEffect()
    {
        const string Sql = "UPDATE bins SET quantity = quantity + 1 WHERE id = 1";
        var before = await Source.RowsAsync("SELECT quantity FROM bins WHERE id = 1");

        var first = await ExecuteAsync("x", Sql);
        var second = await ExecuteAsync("x", Sql);

        Assert.Equal((WriteStatus.Executed, 1L, true), (first.Status, first.Rows, first.Undoable));
        Assert.Equal(first, second);
        Assert.Equal(int.Parse(before, System.Globalization.CultureInfo.InvariantCulture) + 1, int.Parse(await Source.RowsAsync("SELECT quantity FROM bins WHERE id = 1"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Execute_SameActionAtOnce_HasOneEffect()
    {
        await Source.ChangeAsync("UPDATE bins SET quantity = 0 WHERE id = 1");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ExecuteAsync("x", "UPDATE bins SET quantity = quantity + 1 WHERE id = 1")));

        Assert.All(outcomes, outcome => Assert.Equal(WriteStatus.Executed, outcome.Status));
        Assert.Equal("1", await Source.RowsAsync("SELECT quantity FROM bins WHERE id = 1"));
    }

    [Fact]
    public async Task Execute_Parameters_AreBoundExactly()
    {
        var p = Source.Settings.Provider == SourceProvider.Postgres ? "$" : "@p";
        var request = new WriteRequest
        {
            ActionId = "x",
            Sql = $"UPDATE bins SET label = {p}1, quantity = {p}2, weight = {p}3, counted = {p}4, remark = {p}5 WHERE id = {p}6",
            Parameters =
            [
                new() { Name = $"{p}1", Json = "\"'; DROP TABLE bins; --\"" }, new() { Name = $"{p}2", Json = "2147483647" }, new() { Name = $"{p}3", Json = "0.1" },
                new() { Name = $"{p}4", Json = "\"2026-02-03\"" }, new() { Name = $"{p}5", Json = "null" }, new() { Name = $"{p}6", Json = "1" },
            ],
            Verdict = Verdict.Write,
        };

        var done = await Source.Writer.ExecuteAsync(Key, Source.Settings, request, CancellationToken.None);

        Assert.True(done.Status == WriteStatus.Executed, done.Problem?.Message);
        Assert.Equal("'; DROP TABLE bins; --|2147483647|0.1|2026-02-03|", await Source.RowsAsync("SELECT label, quantity, weight, counted, remark FROM bins WHERE id = 1"));
        Assert.Equal("sqlError", (await Source.Writer.PreviewAsync(Key, Source.Settings, request.Sql, [.. request.Parameters.Select(parameter => parameter with { Json = "{}" })], CancellationToken.None)).Problem!.Code);
    }

    [Fact]
    public async Task Execute_BreaksAConstraint_FailsAndChangesNothing()
    {
        var before = await DumpAsync();

        var done = await ExecuteAsync("x", "UPDATE bins SET label = 'bin 2' WHERE id IN (1, 2, 3)");

        Assert.Equal((WriteStatus.Failed, "sqlError"), (done.Status, done.Problem!.Code));
        Assert.Equal(before, await DumpAsync());
        Assert.Null(await LedgerAsync("x"));
    }

    [Fact]
    public async Task Execute_Definition_RunsWithItsLedgerRow()
    {
        var done = await ExecuteAsync("x", "CREATE TABLE made (id INTEGER PRIMARY KEY)", verdict: Verdict.Dangerous);

        Assert.Equal((WriteStatus.Executed, false), (done.Status, done.Undoable));
        Assert.Equal("0", await Source.RowsAsync("SELECT count(*) FROM made"));
        Assert.NotNull(await LedgerAsync("x"));
    }

    [Fact]
    public async Task Execute_MoreRowsThanAreKept_IsNotUndoable()
    {
        await Source.ChangeAsync($"INSERT INTO bins (id) VALUES {string.Join(", ", Enumerable.Range(1000, 1001).Select(i => $"({i})"))}");

        var done = await ExecuteAsync("x", "UPDATE bins SET quantity = 4 WHERE id >= 1000", verdict: Verdict.Dangerous);

        Assert.Equal((WriteStatus.Executed, 1001L, false), (done.Status, done.Rows, done.Undoable));
        Assert.Equal("notUndoable", (await Source.Writer.PreviewUndoAsync(Key, Source.Settings, "x", CancellationToken.None)).Problem!.Code);
    }

    [Fact]
    public async Task Execute_NoLedger_RunsAndCannotBeTakenBack()
    {
        await Source.ChangeAsync(Source.Settings.Provider == SourceProvider.Postgres ? "DROP SCHEMA agentcluster_ledger CASCADE" : "DROP TABLE agentcluster_ledger");

        var done = await ExecuteAsync("x", "UPDATE bins SET quantity = 4 WHERE id = 1");

        Assert.Equal((WriteStatus.Executed, 1L, false), (done.Status, done.Rows, done.Undoable));
        Assert.Equal("noLedger", (await Source.Writer.FindAsync(Key, Source.Settings, "x", CancellationToken.None)).Problem!.Code);
    }

    [Theory]
    [InlineData("UPDATE bins SET remark = 'other' WHERE id = 1", "was changed since")]
    [InlineData("DELETE FROM bins WHERE id = 1", "is gone")]
    [InlineData("ALTER TABLE bins ADD COLUMN shelf TEXT", "other columns")]
    public async Task Undo_RowsChangedSince_IsRefusedWithTheReason(string since, string reason)
    {
        await Source.ChangeAsync("DELETE FROM pallet_lines WHERE bin = 1");
        await ExecuteAsync("x", "UPDATE bins SET quantity = 4444 WHERE id IN (1, 2)");
        await Source.ChangeAsync(since);
        var before = await DumpAsync();

        var shown = await Source.Writer.PreviewUndoAsync(Key, Source.Settings, "x", CancellationToken.None);
        var undone = await Source.Writer.UndoAsync(Key, Source.Settings, "y", "x", CancellationToken.None);

        Assert.Equal(("notUndoable", "notUndoable"), (shown.Problem!.Code, undone.Problem!.Code));
        Assert.Contains(reason, undone.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(WriteStatus.Failed, undone.Status);
        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task Undo_TwiceAndOfItself_IsOneEffectEach()
    {
        await ExecuteAsync("x", "UPDATE bins SET quantity = 4444 WHERE id = 1");
        var done = await DumpAsync();

        Assert.Equal(WriteStatus.Executed, (await UndoAsync("y", "x")).Status);
        var undone = await DumpAsync();
        Assert.Equal(WriteStatus.Executed, (await UndoAsync("y", "x")).Status);
        Assert.Equal("notUndoable", (await UndoAsync("z", "x")).Problem!.Code);
        Assert.Equal(undone, await DumpAsync());
        Assert.Equal(WriteStatus.Executed, (await UndoAsync("w", "y")).Status);
        Assert.Equal(done, await DumpAsync());
        Assert.Equal("notUndoable", (await UndoAsync("v", "unknown")).Problem!.Code);
    }

    [Fact]
    public async Task Undo_RowsThatPointAtEachOther_ComeBackTogether()
    {
        await Source.ChangeAsync("CREATE TABLE staff (id INTEGER PRIMARY KEY, boss INTEGER REFERENCES staff (id)); INSERT INTO staff VALUES (9, NULL); INSERT INTO staff VALUES (1, 9); INSERT INTO staff VALUES (5, 1)");
        var before = await Source.RowsAsync("SELECT * FROM staff ORDER BY id");
        await ExecuteAsync("x", "DELETE FROM staff WHERE id IN (1, 5, 9)");

        Assert.Equal(WriteStatus.Executed, (await UndoAsync("y", "x")).Status);
        Assert.Equal(before, await Source.RowsAsync("SELECT * FROM staff ORDER BY id"));
    }

    [Fact]
    public async Task Execute_CallerLeft_ChangesNothing()
    {
        var before = await DumpAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Source.Writer.ExecuteAsync(Key, Source.Settings, Request("x", "UPDATE bins SET quantity = 4 WHERE id = 1"), new CancellationToken(canceled: true)));

        Assert.Equal(before, await DumpAsync());
    }

    private protected Task<Outcome<Preview>> PreviewAsync(string sql) => Source.Writer.PreviewAsync(Key, Source.Settings, sql, [], CancellationToken.None);

    private protected Task<WriteOutcome> ExecuteAsync(string id, string sql, Preview? preview = null, Verdict verdict = Verdict.Dangerous) =>
        Source.Writer.ExecuteAsync(Key, Source.Settings, Request(id, sql, preview) with { Verdict = verdict }, CancellationToken.None);

    private protected Task<WriteOutcome> UndoAsync(string id, string executed) => Source.Writer.UndoAsync(Key, Source.Settings, id, executed, CancellationToken.None);

    private protected async Task<LedgerEntry?> LedgerAsync(string id)
    {
        var found = await Source.Writer.FindAsync(Key, Source.Settings, id, CancellationToken.None);
        Assert.Null(found.Problem);
        return found.Value;
    }

    private protected static WriteRequest Request(string id, string sql, Preview? preview = null) =>
        new() { ActionId = id, Sql = sql, Verdict = Verdict.Dangerous, ExpectedRows = preview?.RowsAffected, Fingerprint = preview?.Fingerprint, RowsDigest = preview?.RowsDigest, BoundResults = preview?.BoundResults };

    private protected async Task<string> DumpAsync() =>
        string.Join("\n\n", await Task.WhenAll(Warehouse.Names.Select(name => Source.RowsAsync($"SELECT * FROM {name} ORDER BY 1, 2"))));

    private static int Cell(ResultSet rows, int row, int column)
    {
        using var json = JsonDocument.Parse(rows.RowsJson);
        return json.RootElement[row][column].GetInt32();
    }
}
