using System.Collections.Immutable;

namespace AgentCluster.Scheduling;

/// <summary>Which periods a clock has passed: one is run, older ones are skipped on record.</summary>
/// <param name="Run">The period to run, or null when none is due.</param>
/// <param name="Skipped">Periods that passed while nobody was there, oldest first.</param>
/// <param name="Next">When the next period is due.</param>
internal sealed record DuePeriods(DateTimeOffset? Run, ImmutableArray<DateTimeOffset> Skipped, DateTimeOffset Next)
{
    private const int MostSkipped = 1000;

    /// <summary>Derives what is due. A long absence is caught up with a single run, that of the latest period.</summary>
    /// <param name="nextRunAt">When the next run was to be.</param>
    /// <param name="interval">Time between runs, positive.</param>
    /// <param name="now">The present.</param>
    public static DuePeriods Of(DateTimeOffset nextRunAt, TimeSpan interval, DateTimeOffset now)
    {
        if (now < nextRunAt)
        {
            return new(null, [], nextRunAt);
        }

        var passed = (now - nextRunAt).Ticks / interval.Ticks;
        var run = nextRunAt + passed * interval;
        var skipped = ImmutableArray.CreateBuilder<DateTimeOffset>();
        for (var i = Math.Max(0, passed - MostSkipped); i < passed; i++)
        {
            skipped.Add(nextRunAt + i * interval);
        }

        return new(run, skipped.ToImmutable(), run + interval);
    }
}
