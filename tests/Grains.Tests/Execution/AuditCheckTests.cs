using AgentCluster.Execution.Audit;
using AgentCluster.Monitoring;

namespace AgentCluster.Grains.Tests.Execution;

public sealed class AuditCheckTests
{
    private const string Key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    [Theory]
    [InlineData(null, null, CheckStatus.Warn, "not signed")]
    [InlineData("/srv/audit", Key, CheckStatus.Pass, "/srv/audit")]
    [InlineData("/srv/audit", null, CheckStatus.Fail, "belong together")]
    [InlineData("/srv/audit", "short", CheckStatus.Fail, "32 random bytes")]
    public void Check_OfHowHeadsAreSigned_SaysWhatIsAndWhatMendsIt(string? directory, string? key, CheckStatus status, string said)
    {
        var result = AuditCheck.Of(new() { Directory = directory, Key = key });

        Assert.Equal(("audit", status), (result.Check, result.Status));
        Assert.Contains(said, result.Message, StringComparison.Ordinal);
        Assert.Equal(status == CheckStatus.Pass, result.Repair is null);
        Assert.Equal(status != CheckStatus.Pass, result.Repair?.Contains("openssl rand -base64 32", StringComparison.Ordinal) ?? false);
    }
}
