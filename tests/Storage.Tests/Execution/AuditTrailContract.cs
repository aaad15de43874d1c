using System.Data.Common;
using AgentCluster.Execution;
using AgentCluster.Execution.Audit;
using AgentCluster.TestKit;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AgentCluster.Storage.Tests.Execution;

/// <summary>Nobody changes the log and is not found out, not even who owns the database.</summary>
public abstract class AuditTrailContract(Func<Task<ITestPlatform>> create) : StorageContract(create)
{
    private const int Times = 100;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Edits =
    [
        "event = event || 'x'", "by = by || 'x'", "agent = 'somebody'", "tool = tool || 'x'", "source = 'elsewhere'", "verdict = 'read'", "risk = NULL",
        "status = 'failed'", "row_count = row_count + 1", "duration_ms = duration_ms * 2 + 1", "reasons = '[]'", "error = 'x'", "arguments = '{}'",
        "digest = NULL", "execution_id = execution_id || 'x'", "interaction_id = 'x'", "approval_id = 'x'", "id = id || 'x'", "hash = reverse_of(hash)",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Now);

    private ExecutionLogStore Store => new(Database);

    [Fact]
    public async Task Seal_Rows_NumbersThemWithoutAGapAndTheirChainIsIntact()
    {
        var trail = Trail();
        await AppendAsync("t1", 3);
        await trail.SealAsync("t1", default);
        await AppendAsync("t1", 2);
        await AppendAsync("t2", 1);
        await trail.SealAsync("t1", default);

        Assert.Equal(["1 e0", "2 e1", "3 e2", "4 e0", "5 e1"], (await Store.ListAsync("t1", 0, null, 10, default)).Select(row => $"{row.Seq} {row.ExecutionId}"));
        Assert.Equal(new AuditVerification { Intact = true, VerifiedTo = 5, SignedTo = 5 }, await Trail().VerifyAsync("t1", default));
        Assert.Equal(new AuditVerification { Intact = true, VerifiedTo = 0, SignedTo = 0 }, await Trail().VerifyAsync("t2", default));
    }

    [Fact]
    public async Task Seal_WhileAThousandAreAppendedAndTwoSeal_NeverForks()
    {
        var (first, second) = (Trail(), Trail());
        using var done = new CancellationTokenSource();
        var sealers = new[] { first, second }.Select(trail => Task.Run(() => SealUntilAsync(trail, done.Token))).ToArray();

        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) => await AppendAsync("t1", 1));
        await done.CancelAsync();
        await Task.WhenAll(sealers);
        await first.SealAsync("t1", default);

        var verification = await Trail().VerifyAsync("t1", default);
        Assert.Equal((true, 1_000L, 1_000L, null), (verification.Intact, verification.VerifiedTo, verification.SignedTo ?? 0, verification.Reason));
    }

    [Fact]
    public async Task Log_Row_CannotBeChangedOrDeletedByThePlatform()
    {
        await AppendAsync("t1", 2);
        await Trail().SealAsync("t1", default);
        await AppendAsync("t1", 1);

        foreach (var statement in new[]
        {
            "UPDATE agent_execution_log SET by = 'x' WHERE tenant = 't1'", "UPDATE agent_execution_log SET seq = 9, hash = 'x' WHERE tenant = 't1' AND seq = 1",
            "UPDATE agent_execution_log SET seq = NULL, hash = NULL WHERE tenant = 't1' AND seq = 1", "DELETE FROM agent_execution_log WHERE tenant = 't1'",
        })
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Database.WriteAsync("t1", session => session.ExecuteAsync(statement), default));
        }

        await Trail().SealAsync("t1", default);
        Assert.Equal((true, 3L), ((await Trail().VerifyAsync("t1", default)).Intact, (await Trail().VerifyAsync("t1", default)).VerifiedTo));
    }

    [Fact]
    public async Task List_Since_BeginsThere()
    {
        await AppendAsync("t1", 2);
        _time.Advance(TimeSpan.FromHours(1));
        await AppendAsync("t1", 2);
        await Trail().SealAsync("t1", default);

        Assert.Equal([3L, 4], (await Store.ListAsync("t1", 0, Now.AddMinutes(1), 10, default)).Select(row => row.Seq));
        Assert.Equal([4L], (await Store.ListAsync("t1", 3, Now, 10, default)).Select(row => row.Seq));
    }

    [Fact]
    public Task Verify_EditedRow_IsDetected() => DetectsAsync(async (tenant, random, rows) =>
        await TamperAsync($"UPDATE agent_execution_log SET {Edit(random)} WHERE tenant = '{tenant}' AND seq = {random.Next(rows) + 1}"));

    [Fact]
    public Task Verify_RowAtAnotherTime_IsDetected() => DetectsAsync(async (tenant, random, rows) =>
        await TamperAsync($"UPDATE agent_execution_log SET at = {Later("at")} WHERE tenant = '{tenant}' AND seq = {random.Next(rows) + 1}"));

    [Fact]
    public Task Verify_DeletedRow_IsDetected() => DetectsAsync(async (tenant, random, rows) =>
    {
        var seq = random.Next(rows) + 1;
        await TamperAsync($"DELETE FROM agent_execution_log WHERE tenant = '{tenant}' AND seq = {seq}");
        if (random.Next(2) == 0)
        {
            await ShiftAsync(tenant, seq, -1);
            await TamperAsync($"UPDATE execution_log_head SET seq = seq - 1 WHERE tenant = '{tenant}'");
        }
    });

    [Fact]
    public Task Verify_InsertedRow_IsDetected() => DetectsAsync(async (tenant, random, rows) =>
    {
        var (seq, beside) = (random.Next(rows) + 1, random.Next(3) == 0);
        var chain = await Store.ListAsync(tenant, 0, null, 100, default);
        var before = seq == 1 ? ChainHead.Start : new(seq - 1, chain[seq - 2].Hash);
        var forged = before.Seal(tenant, chain[^1] with { Id = $"forged{random.Next()}" });
        if (!beside)
        {
            await ShiftAsync(tenant, seq - 1, +1);
            await TamperAsync($"UPDATE execution_log_head SET seq = seq + 1 WHERE tenant = '{tenant}'");
        }

        await TamperAsync($"""
            INSERT INTO agent_execution_log (tenant, id, at, event, by, execution_id, tool, status, row_count, duration_ms, reasons, arguments, digest, seq, hash)
            SELECT tenant, '{forged.Id}', at, event, by, execution_id, tool, status, row_count, duration_ms, reasons, arguments, digest, {(beside ? -seq : seq)}, '{forged.Hash}'
            FROM agent_execution_log WHERE tenant = '{tenant}' AND id = '{chain[^1].Id}'
            """);
    });

    [Fact]
    public Task Verify_ReorderedRows_IsDetected() => DetectsAsync(async (tenant, random, rows) =>
    {
        var first = random.Next(rows - 1) + 1;
        var second = first + 1 + random.Next(rows - first);
        var withHash = random.Next(2) == 0;
        var chain = await Store.ListAsync(tenant, 0, null, 100, default);
        foreach (var (from, to) in new[] { (first, -1), (second, first), (-1, second) })
        {
            var hash = withHash && to > 0 ? $", hash = '{chain[to - 1].Hash}'" : "";
            await TamperAsync($"UPDATE agent_execution_log SET seq = {to}{hash} WHERE tenant = '{tenant}' AND seq = {from}");
        }
    });

    [Fact]
    public Task Verify_ChainWrittenAnew_IsDetected() => DetectsAsync(async (tenant, random, rows) =>
    {
        var from = random.Next(rows) + 1;
        await TamperAsync($"UPDATE agent_execution_log SET by = 'forger' WHERE tenant = '{tenant}' AND seq = {from}");
        var head = ChainHead.Start;
        foreach (var row in await Store.ListAsync(tenant, 0, null, 100, default))
        {
            var forged = head.Seal(tenant, row);
            await TamperAsync($"UPDATE agent_execution_log SET hash = '{forged.Hash}' WHERE tenant = '{tenant}' AND seq = {row.Seq}");
            head = new(forged.Seq, forged.Hash);
        }

        await TamperAsync($"UPDATE execution_log_head SET hash = '{head.Hash}' WHERE tenant = '{tenant}'");
    });

    [Fact]
    public Task Verify_EndCutBehindTheSignedHead_IsDetectedAlsoAfterTheLogWentOn() => DetectsAsync(async (tenant, random, rows) =>
    {
        var to = random.Next(rows);
        var head = to == 0 ? ChainHead.Start : new(to, (await Store.ListAsync(tenant, to - 1, null, 1, default))[0].Hash);
        await TamperAsync($"DELETE FROM agent_execution_log WHERE tenant = '{tenant}' AND seq > {to}");
        await TamperAsync(to == 0
            ? $"DELETE FROM execution_log_head WHERE tenant = '{tenant}'"
            : $"UPDATE execution_log_head SET seq = {to}, hash = '{head.Hash}' WHERE tenant = '{tenant}'");
        if (random.Next(2) == 0)
        {
            await AppendAsync(tenant, rows);
            await Trail().SealAsync(tenant, default);
        }
    });

    [Fact]
    public async Task Verify_LineOfTheHeadFileThatNobodySigned_IsDetected()
    {
        await AppendAsync("t1", 2);
        await Trail().SealAsync("t1", default);
        var path = Path.Combine(_folder.Path, "t1.heads");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(" ", " a", StringComparison.Ordinal));

        Assert.Contains("Line 1", (await Trail().VerifyAsync("t1", default)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_AfterALineThatWasTorn_GoesOnInAWholeLine()
    {
        await AppendAsync("t1", 1);
        await Trail().SealAsync("t1", default);
        await File.AppendAllTextAsync(Path.Combine(_folder.Path, "t1.heads"), "2 abc");
        await AppendAsync("t1", 1);

        Assert.Equal((true, 1L), await VerifiedAsync());
        await Trail().SealAsync("t1", default);
        Assert.Equal((true, 2L), await VerifiedAsync());

        async Task<(bool, long)> VerifiedAsync() => await Trail().VerifyAsync("t1", default) is var result ? (result.Intact, result.SignedTo ?? 0) : default;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A connection of who owns the database, whom no trigger holds up.</summary>
    protected abstract Task<DbConnection> OpenAsOwnerAsync();

    /// <summary>The expression of an instant a moment after that of a column.</summary>
    protected abstract string Later(string column);

    private async Task DetectsAsync(Func<string, Random, int, Task> tamper)
    {
        for (var i = 0; i < Times; i++)
        {
            var (tenant, random) = ($"t{i}", new Random(i));
            var rows = random.Next(2, 9);
            await AppendAsync(tenant, rows);
            await Trail().SealAsync(tenant, default);
            Assert.True((await Trail().VerifyAsync(tenant, default)).Intact);

            await tamper(tenant, random, rows);

            var verification = await Trail().VerifyAsync(tenant, default);
            Assert.False(verification.Intact, $"Case {i} was not seen.");
            Assert.NotNull(verification.Reason);
        }
    }

    private async Task TamperAsync(string sql)
    {
        await using var connection = await OpenAsOwnerAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    // Through numbers that nobody has, since each is unique.
    private async Task ShiftAsync(string tenant, int after, int by)
    {
        await TamperAsync($"UPDATE agent_execution_log SET seq = -seq WHERE tenant = '{tenant}' AND seq > {after}");
        await TamperAsync($"UPDATE agent_execution_log SET seq = -seq + {by} WHERE tenant = '{tenant}' AND seq < 0");
    }

    private static string Edit(Random random) => Edits[random.Next(Edits.Length)].Replace("reverse_of(hash)", $"'{random.Next():x8}' || substr(hash, 9)", StringComparison.Ordinal);

    private AuditTrail Trail() => new(
        Store, new(Options.Create(new AuditOptions { Directory = _folder.Path, Key = Convert.ToBase64String(new byte[32]) })), _time);

    private static async Task SealUntilAsync(AuditTrail trail, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                await trail.SealAsync("t1", default);
            }
            catch (Exception busy) when (busy is IOException or AgentClusterException { IsTransient: true })
            {
                // The other one is writing the file of heads; what it leaves unsigned is signed next time.
            }
        }
    }

    private Task<bool> AppendAsync(string tenant, int rows) => Database.WriteAsync(
        tenant,
        async session =>
        {
            for (var i = 0; i < rows; i++)
            {
                await ExecutionLog.AddAsync(session, new()
                {
                    Tenant = tenant,
                    At = _time.GetUtcNow(),
                    Event = AuditEvent.Executed,
                    By = "key-1",
                    ExecutionId = $"e{i}",
                    Tool = "execute_sql",
                    Verdict = Verdict.Write,
                    Risk = Risk.High,
                    Status = ExecutionStatus.Executed,
                    Rows = i,
                    Duration = TimeSpan.FromMilliseconds(12.3456789),
                    Reasons = ["It changes \"many\" rows, ü."],
                    Arguments = """{"sql":"DELETE"}""",
                    Sql = "DELETE",
                });
            }

            return true;
        },
        default);
}
