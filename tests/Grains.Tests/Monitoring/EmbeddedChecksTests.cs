using AgentCluster.Monitoring;
using AgentCluster.Monitoring.Platform;

namespace AgentCluster.Grains.Tests.Monitoring;

public sealed class EmbeddedChecksTests
{
    private const long Gibibyte = 1024L * 1024 * 1024;

    private static readonly EmbeddedFacts Sound = new()
    {
        Path = "/data",
        FreeBytes = 5 * Gibibyte,
        Files = [new("platform.db", null, ["0001"], ["0001"])],
    };

    [Fact]
    public void SoundDirectory_PassesEveryCheck() => Assert.All(EmbeddedChecks.Of(Sound), result => Assert.Equal(CheckStatus.Pass, result.Status));

    [Fact]
    public void PendingMigrations_AreTheNextStartsWork() => Assert.Contains(
        EmbeddedChecks.Of(Sound with { Files = [new("platform.db", null, ["0001"], ["0001", "0002"])] }),
        result => result is { Check: "migrations of platform.db", Status: CheckStatus.Pass, Message: "The next start runs 1 of 2." });

    [Theory]
    [InlineData("unwritable", "data directory", CheckStatus.Fail)]
    [InlineData("little room", "disk", CheckStatus.Warn)]
    [InlineData("no room", "disk", CheckStatus.Fail)]
    [InlineData("damaged", "integrity of platform.db", CheckStatus.Fail)]
    [InlineData("newer", "migrations of platform.db", CheckStatus.Fail)]
    public void Fault_IsFoundByItsCheckAlone_WithWhatMendsIt(string fault, string check, CheckStatus status)
    {
        var facts = fault switch
        {
            "unwritable" => Sound with { WriteFault = "Access is denied." },
            "little room" => Sound with { FreeBytes = Gibibyte / 2 },
            "no room" => Sound with { FreeBytes = Gibibyte / 20 },
            "damaged" => Sound with { Files = [new("platform.db", "Page 7 is never used", ["0001"], ["0001"])] },
            _ => Sound with { Files = [new("platform.db", null, ["0001", "0002"], ["0001"])] },
        };

        var found = Assert.Single(EmbeddedChecks.Of(facts), result => result.Status != CheckStatus.Pass);

        Assert.Equal((check, status), (found.Check, found.Status));
        Assert.NotNull(found.Repair);
    }
}
