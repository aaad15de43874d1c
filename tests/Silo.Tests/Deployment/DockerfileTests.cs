using System.Diagnostics;
using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Deployment;

public sealed class DockerfileTests
{
    [Theory]
    [InlineData("silo", "AgentCluster.Silo.dll", "8080 11111 30000")]
    [InlineData("gateway", "AgentCluster.Client.dll", "8080 8081")]
    public void Target_RunsOurProgram_AsSomebodyWithoutRights(string target, string program, string ports)
    {
        var stage = Dockerfile.Targets[target];

        Assert.Equal($"ENTRYPOINT [\"dotnet\", \"{program}\"]", stage[^1]);
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, program)));
        Assert.Equal("USER $APP_UID", Assert.Single(stage, line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.Equal(ports, string.Join(' ', Dockerfile.Ports(target)));
    }

    [Fact]
    public async Task Probe_AsksTheProgramInItsContainer()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.StartAsync(folder.Path);
        var port = silo.Http.BaseAddress!.Port;

        Assert.Equal(0, await ProbeAsync(port, "/health/ready"));
        Assert.NotEqual(0, await ProbeAsync(port, "/health/no-such-path"));
        await silo.StopAsync();
        Assert.NotEqual(0, await ProbeAsync(port, "/health/ready"));
    }

    private static async Task<int> ProbeAsync(int port, string path)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(DeployFolder.Path, "docker", "probe.sh"), $"{port}", path]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
