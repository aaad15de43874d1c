using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace AgentCluster.Silo.Tests.Deployment;

public sealed class ComposeTests
{
    private static readonly ComposeFile File = Parse(DeployFolder.Read("compose", "compose.yaml"));

    public static TheoryData<string> Programs => ["migration", "silo", "gateway"];

    [Fact]
    public void Cluster_HasThreeSilosAndTwoGateways() => Assert.Equal((3, 2), (File.Services["silo"].Deploy?.Replicas, File.Services["gateway"].Deploy?.Replicas));

    [Theory]
    [MemberData(nameof(Programs))]
    public void Environment_OfAProgram_IsWhatTheProgramKnows(string service)
    {
        var names = EnvironmentFiles(service).SelectMany(Variables).Select(pair => pair.Key).Concat(File.Services[service].Environment.Keys).ToList();

        DeployFolder.AssertKnown(names, isGateway: service == "gateway");
        Assert.Contains("AgentCluster__Storage__ConnectionString", names);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_MayDoNoMoreThanItNeeds(string service)
    {
        var program = File.Services[service];

        Assert.True(program.ReadOnly);
        Assert.Equal(["ALL"], program.CapDrop);
        Assert.Contains("no-new-privileges:true", program.SecurityOpt);
        Assert.Equal("40s", program.StopGracePeriod);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Image_IsATargetOfTheDockerfile(string service) => Assert.Contains(File.Services[service].Build!.Target, Dockerfile.Targets.Keys);

    [Fact]
    public void OwnersLogin_ReachesTheMigrationOnly() => Assert.Equal(
        ["migration"],
        File.Services.Keys.Where(service => EnvironmentFiles(service).SelectMany(Variables).Any(pair => pair.Key == "AgentCluster__Storage__MigrationConnectionString")));

    [Fact]
    public void Start_WaitsForWhatItNeeds()
    {
        Assert.Equal("service_healthy", File.Services["migration"].DependsOn["postgres"].Condition);
        Assert.NotNull(File.Services["postgres"].Healthcheck?.Test);
        Assert.Equal("service_completed_successfully", File.Services["silo"].DependsOn["migration"].Condition);
        Assert.Equal("service_healthy", File.Services["gateway"].DependsOn["silo"].Condition);
    }

    [Fact]
    public void Ports_AreOpenToThisMachineOnly_AndThoseOfTheDockerfile()
    {
        var ports = File.Services.Values.SelectMany(service => service.Ports).ToList();

        Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Equal(Dockerfile.Ports("gateway"), ports.Select(port => port[(port.LastIndexOf(':') + 1)..]));
    }

    [Fact]
    public void Secrets_StandInFilesThatAreNotShipped() => Assert.DoesNotContain("password", DeployFolder.Read("compose", "compose.yaml"), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Logins_OfTheDatabase_AreThoseOfTheConnections()
    {
        var script = DeployFolder.Read("compose", "postgres-init.sh");
        var passwords = Variables("postgres.env").ToDictionary();

        foreach (var (file, variable) in new[] { ("cluster.env", "AGENTCLUSTER_SILO_PASSWORD"), ("migration.env", "AGENTCLUSTER_OWNER_PASSWORD") })
        {
            var login = new Npgsql.NpgsqlConnectionStringBuilder(Variables(file).Single(pair => pair.Key.EndsWith("ConnectionString", StringComparison.Ordinal)).Value);
            Assert.Contains($"CREATE ROLE {login.Username} LOGIN", script, StringComparison.Ordinal);
            Assert.Contains($"CREATE DATABASE {login.Database} ", script, StringComparison.Ordinal);
            Assert.Contains($"${variable}", script, StringComparison.Ordinal);
            Assert.Equal(passwords[variable], login.Password);
            Assert.Contains(login.Host!, File.Services.Keys);
        }
    }

    private static IEnumerable<string> EnvironmentFiles(string service) => File.Services[service].EnvFile switch
    {
        null => [],
        string one => [one],
        IEnumerable<object> several => several.Cast<string>(),
        var other => throw new InvalidOperationException($"env_file: {other}"),
    };

    /// <summary>The variables of an environment file, as its example gives them.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Variables(string file) =>
        DeployFolder.Read("compose", $"{file}.example").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]));

    private static ComposeFile Parse(string yaml) => new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .Build()
        .Deserialize<ComposeFile>(new MergingParser(new Parser(new StringReader(yaml))));
}
