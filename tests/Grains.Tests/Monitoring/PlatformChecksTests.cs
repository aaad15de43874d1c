using System.Collections.Immutable;
using AgentCluster.Monitoring;
using AgentCluster.Monitoring.Platform;

namespace AgentCluster.Grains.Tests.Monitoring;

public sealed class PlatformChecksTests
{
    private static readonly PlatformTable Memories = new("agent_memory", HasTenant: true, IsOwn: false, IsBound: true, IsForced: true, IsReadable: true, IsUsable: true);

    private static readonly PlatformExpectation Expected = new()
    {
        Migrations = ["0001", "0002"],
        Connections = 128,
        Processes = "3 silos and 2 gateways",
        RecallRole = "CREATE ROLE recall",
    };

    private static readonly PlatformFacts Sound = new()
    {
        ServerVersion = 150018,
        Extensions = ImmutableDictionary<string, string>.Empty.Add("vector", "0.8.0").Add("btree_gin", "1.3").Add("pg_trgm", "1.6"),
        Login = "silo",
        IsSuperuser = false,
        BypassesRowSecurity = false,
        Migrations = ["0001", "0002"],
        Tables = [Memories],
        HasRecallRole = true,
        ClockOffset = TimeSpan.FromMilliseconds(40),
        ClockUncertainty = TimeSpan.FromMilliseconds(2),
        AllowedConnections = 200,
        OtherConnections = 5,
        UnsafeSettings = [],
    };

    [Fact]
    public void SoundDatabase_PassesEveryCheck() => Assert.All(PlatformChecks.Of(Sound, Expected), result => Assert.Equal((CheckStatus.Pass, null), (result.Status, result.Repair)));

    public static TheoryData<string, string, CheckStatus, string> Faults => new()
    {
        { "old server", "server", CheckStatus.Fail, "" },
        { "no vector", "pgvector", CheckStatus.Fail, "CREATE EXTENSION vector;" },
        { "old vector", "pgvector", CheckStatus.Fail, "ALTER EXTENSION vector UPDATE;" },
        { "no trigrams", "extensions", CheckStatus.Fail, "CREATE EXTENSION pg_trgm;" },
        { "no schema", "migrations", CheckStatus.Fail, "migrate" },
        { "pending", "migrations", CheckStatus.Fail, "migrate" },
        { "newer", "migrations", CheckStatus.Warn, "" },
        { "superuser", "login", CheckStatus.Fail, "ALTER ROLE \"silo\" NOSUPERUSER NOBYPASSRLS;" },
        { "bypass", "login", CheckStatus.Fail, "NOBYPASSRLS" },
        { "owner", "login", CheckStatus.Fail, "another role" },
        { "closed table", "privileges", CheckStatus.Fail, "migrate" },
        { "unbound table", "row security", CheckStatus.Fail, "isolate('agentcluster.agent_memory')" },
        { "unforced table", "row security", CheckStatus.Fail, "isolate('agentcluster.agent_memory')" },
        { "no recall role", "recall", CheckStatus.Warn, "CREATE ROLE recall" },
        { "clock behind", "clock", CheckStatus.Warn, "NTP" },
        { "few connections", "connections", CheckStatus.Fail, "max_connections = 200" },
        { "others hold them", "connections", CheckStatus.Fail, "max_connections = 250" },
        { "no fsync", "durability", CheckStatus.Fail, "ALTER SYSTEM SET fsync = on;" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_IsFoundByItsCheckAlone_WithWhatMendsIt(string fault, string check, CheckStatus status, string repair)
    {
        var results = PlatformChecks.Of(With(fault), Expected);

        var found = Assert.Single(results, result => result.Status != CheckStatus.Pass);
        Assert.Equal((check, status), (found.Check, found.Status));
        Assert.Contains(repair, found.Repair ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void TableReadByColumnOnly_NeedNotBeForced() => Assert.All(
        PlatformChecks.Of(Sound with { Tables = [Memories, Memories with { Name = "keys", IsForced = false, IsReadable = false }] }, Expected),
        result => Assert.Equal(CheckStatus.Pass, result.Status));

    [Fact]
    public void Clock_IsNotBlamedForASlowAnswer()
    {
        var results = PlatformChecks.Of(Sound with { ClockOffset = TimeSpan.FromSeconds(3), ClockUncertainty = TimeSpan.FromSeconds(2.5) }, Expected);

        Assert.Equal(CheckStatus.Pass, results.Single(result => result.Check == "clock").Status);
    }

    private static PlatformFacts With(string fault) => fault switch
    {
        "old server" => Sound with { ServerVersion = 140009 },
        "no vector" => Sound with { Extensions = Sound.Extensions.Remove("vector") },
        "old vector" => Sound with { Extensions = Sound.Extensions.SetItem("vector", "0.7.4") },
        "no trigrams" => Sound with { Extensions = Sound.Extensions.Remove("pg_trgm") },
        "no schema" => Sound with { Migrations = null },
        "pending" => Sound with { Migrations = ["0001"] },
        "newer" => Sound with { Migrations = ["0001", "0002", "0003"] },
        "superuser" => Sound with { IsSuperuser = true },
        "bypass" => Sound with { BypassesRowSecurity = true },
        "owner" => Sound with { Tables = [Memories with { IsOwn = true }] },
        "closed table" => Sound with { Tables = [Memories with { IsUsable = false }] },
        "unbound table" => Sound with { Tables = [Memories with { IsBound = false }] },
        "unforced table" => Sound with { Tables = [Memories with { IsForced = false }] },
        "no recall role" => Sound with { HasRecallRole = false },
        "clock behind" => Sound with { ClockOffset = TimeSpan.FromSeconds(-5) },
        "few connections" => Sound with { AllowedConnections = 97 },
        "others hold them" => Sound with { OtherConnections = 100 },
        "no fsync" => Sound with { UnsafeSettings = ["fsync = off"] },
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
