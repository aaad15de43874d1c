using AgentCluster.Scheduling;
using CsCheck;

namespace AgentCluster.Grains.Tests.Scheduling;

public sealed class DuePeriodsTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Of_BeforeTheTime_NothingIsDue()
    {
        var due = DuePeriods.Of(Due, Hour, Due.AddTicks(-1));

        Assert.Null(due.Run);
        Assert.Equal(Due, due.Next);
    }

    [Fact]
    public void Of_OnTime_RunsAndMovesOn()
    {
        var due = DuePeriods.Of(Due, Hour, Due);

        Assert.Equal(Due, due.Run);
        Assert.Empty(due.Skipped);
        Assert.Equal(Due + Hour, due.Next);
    }

    [Fact]
    public void Of_AfterAnAbsence_RunsOnceAndRecordsTheRest()
    {
        var due = DuePeriods.Of(Due, Hour, Due + TimeSpan.FromMinutes(190));

        Assert.Equal(Due + 3 * Hour, due.Run);
        Assert.Equal([Due, Due + Hour, Due + 2 * Hour], due.Skipped.ToArray());
        Assert.Equal(Due + 4 * Hour, due.Next);
    }

    [Fact]
    public void Of_AnyTimes_EveryPeriodIsRunOrSkippedExactlyOnce() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[0, 400_000]).Sample((minutes, elapsed) =>
        {
            var interval = TimeSpan.FromMinutes(minutes);
            var now = Due + TimeSpan.FromSeconds(elapsed);
            var due = DuePeriods.Of(Due, interval, now);
            var covered = due.Skipped.Append(due.Run!.Value).ToList();
            return due.Next > now && due.Next - interval <= now && covered.Count <= 1001
                && covered.Zip(covered.Skip(1)).All(pair => pair.Second - pair.First == interval);
        });
}
