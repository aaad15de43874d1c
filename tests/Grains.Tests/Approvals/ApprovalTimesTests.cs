using AgentCluster.Approvals;
using AgentCluster.Execution;
using Microsoft.Extensions.Options;

namespace AgentCluster.Grains.Tests.Approvals;

public sealed class ApprovalTimesTests
{
    private static readonly DateTimeOffset Filed = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(4);

    [Theory]
    [InlineData(Risk.Low, false)]
    [InlineData(Risk.Medium, false)]
    [InlineData(Risk.High, true)]
    [InlineData(Risk.Critical, true)]
    public void Timed_ByItsRisk_ExpiresOrEscalatesAfterTheTimeout(Risk risk, bool escalates)
    {
        var timed = Of(risk, TimeSpan.FromDays(1));

        Assert.Equal(Filed + Timeout, timed.DueAt);
        Assert.Equal(Filed + (escalates ? TimeSpan.FromDays(1) : Timeout), timed.ExpiresAt);
    }

    [Fact]
    public void Pass_BeforeAnythingIsDue_ChangesNothing()
    {
        var timed = Of(Risk.High, TimeSpan.FromDays(1));

        Assert.Same(timed, timed.Pass(Filed + Timeout - TimeSpan.FromTicks(1), Interval));
    }

    [Fact]
    public void Pass_EveryMinuteOfFourteenDays_EscalatesOnceRemindsEveryIntervalAndExpires()
    {
        var approval = Of(Risk.Critical, TimeSpan.FromDays(14));
        var reminded = new List<DateTimeOffset>();
        for (var now = Filed; now <= Filed.AddDays(15); now = now.AddMinutes(1))
        {
            var passed = approval.Pass(now, Interval);
            Assert.Same(passed, passed.Pass(now, Interval));
            if (passed.Reminders > approval.Reminders)
            {
                reminded.Add(now);
            }

            approval = passed;
        }

        Assert.Equal(Filed + Timeout, approval.EscalatedAt);
        Assert.Equal(ApprovalStatus.Expired, approval.Status);
        Assert.Equal(14 * 24 / 4 - 1, reminded.Count);
        Assert.All(reminded.Zip(reminded.Skip(1)), pair => Assert.Equal(Interval, pair.Second - pair.First));
    }

    [Fact]
    public void Pass_Late_DoesEachDueThingOnce()
    {
        var approval = Of(Risk.High, TimeSpan.FromDays(14));

        var escalated = approval.Pass(Filed.AddDays(3), Interval);
        var reminded = escalated.Pass(Filed.AddDays(6), Interval);
        var expired = reminded.Pass(Filed.AddDays(20), Interval);

        Assert.Equal((Filed.AddDays(3), 0, Filed.AddDays(3) + Interval), (escalated.EscalatedAt, escalated.Reminders, escalated.DueAt));
        Assert.Equal((Filed.AddDays(3), 1, Filed.AddDays(6) + Interval), (reminded.EscalatedAt, reminded.Reminders, reminded.DueAt));
        Assert.Equal((ApprovalStatus.Expired, 1), (expired.Status, expired.Reminders));
        Assert.Equal(ApprovalStatus.Expired, approval.Pass(Filed.AddDays(20), Interval).Status);
        Assert.Same(expired, expired.Pass(Filed.AddDays(21), Interval));
    }

    [Fact]
    public void Validate_ALongTimeoutThatIsNotLonger_IsRefused()
    {
        var validator = new ApprovalsOptionsValidator();

        Assert.True(validator.Validate(null, new()).Succeeded);
        Assert.True(validator.Validate(null, new() { Timeout = TimeSpan.FromHours(2), LongTimeout = TimeSpan.FromHours(2) }).Failed);
    }

    private static Approval Of(Risk risk, TimeSpan longest) => new Approval
    {
        Id = "1",
        Status = ApprovalStatus.Pending,
        Summary = "s",
        Agent = "data-analyst",
        Tool = "execute_sql",
        Source = "default",
        Arguments = "{}",
        Risk = risk,
        RequestedBy = "asker",
        Hash = "aa",
        CreatedAt = Filed,
        ExpiresAt = Filed,
    }.Timed(Timeout, longest);
}
