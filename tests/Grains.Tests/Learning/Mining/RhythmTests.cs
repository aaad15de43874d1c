using System.Globalization;
using AgentCluster.Learning;

namespace AgentCluster.Grains.Tests.Learning.Mining;

public sealed class RhythmTests
{
    [Theory]
    [InlineData("every Monday", "2026-03-02 2026-03-09 2026-03-16 2026-03-18 2026-03-23")]
    [InlineData("every day", "2026-03-06 2026-03-07 2026-03-08 2026-03-09")]
    [InlineData("every working day", "2026-03-04 2026-03-05 2026-03-06 2026-03-09 2026-03-10")]
    [InlineData("at the beginning of the month", "2026-01-01 2026-02-02 2026-03-01")]
    [InlineData(null, "2026-03-02 2026-03-09")]
    [InlineData(null, "2026-03-02 2026-03-12 2026-03-20 2026-03-28")]
    public void Days_ThatKeepARhythm_AreNamedByIt(string? rhythm, string days) =>
        Assert.Equal(rhythm, Rhythm.Of([.. days.Split(' ').Select(day => DateOnly.Parse(day, CultureInfo.InvariantCulture))]));
}
