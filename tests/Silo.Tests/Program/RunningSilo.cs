using AgentCluster.TestKit;

namespace AgentCluster.Silo.Tests.Program;

/// <summary>The real program over the sample company, shared by the tests of one class.</summary>
public sealed class RunningSilo : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SiloProcess? _silo;

    public SiloProcess Silo => _silo!;

    public string Data => _folder.File("data");

    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(Data);

    public async Task DisposeAsync()
    {
        await Silo.DisposeAsync();
        _folder.Dispose();
    }
}
