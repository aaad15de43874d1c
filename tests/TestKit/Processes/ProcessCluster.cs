using System.Globalization;

namespace AgentCluster.TestKit.Processes;

/// <summary>Silos and gateways as processes of their own on one PostgreSQL database, all on loopback.</summary>
public sealed class ProcessCluster : IAsyncDisposable
{
    private readonly string _silo;
    private readonly string _gateway;
    private readonly Dictionary<string, string> _settings;
    private readonly IReadOnlyDictionary<string, string> _siloSettings;
    private readonly string _folder;
    private readonly List<SupervisedProcess> _silos = [];
    private readonly List<SupervisedProcess> _gateways = [];

    /// <summary>A cluster without processes.</summary>
    /// <param name="connectionString">Login of silos and gateways to a migrated database.</param>
    /// <param name="source">SQLite file that is the default source.</param>
    /// <param name="folder">Where the processes' logs go.</param>
    /// <param name="programs">Folder with the published programs, <c>silo</c> and <c>gateway</c>; null for those built beside the caller.</param>
    /// <param name="settings">Further settings of the silos, or others in place of those above.</param>
    public ProcessCluster(string connectionString, string source, string folder, string? programs = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        _silo = Path.Combine(programs is null ? AppContext.BaseDirectory : Path.Combine(programs, "silo"), "AgentCluster.Silo.dll");
        _gateway = Path.Combine(programs is null ? AppContext.BaseDirectory : Path.Combine(programs, "gateway"), "AgentCluster.Client.dll");
        _folder = folder;
        _settings = new()
        {
            ["AgentCluster__Storage__Provider"] = "Postgres",
            ["AgentCluster__Storage__ConnectionString"] = connectionString,
            ["AgentCluster__Sources__default__Provider"] = "Sqlite",
            ["AgentCluster__Sources__default__ConnectionString"] = source,
        };
        _siloSettings = settings ?? new Dictionary<string, string>();
    }

    public IReadOnlyList<SupervisedProcess> Silos => _silos;

    public IReadOnlyList<SupervisedProcess> Gateways => _gateways;

    /// <summary>Adds a silo; it may not be ready yet.</summary>
    public SupervisedProcess AddSilo()
    {
        var ports = FreePorts.Next(2);
        var name = string.Create(CultureInfo.InvariantCulture, $"silo-{_silos.Count + 1}");
        var settings = new Dictionary<string, string>(_settings)
        {
            ["AgentCluster__Membership__Name"] = name,
            ["AgentCluster__Membership__SiloPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["AgentCluster__Membership__GatewayPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in _siloSettings)
        {
            settings[key] = value;
        }

        return Added(_silos, SupervisedProcess.Start(name, _silo, settings, _folder));
    }

    /// <summary>Adds a gateway; it may not be ready yet.</summary>
    public SupervisedProcess AddGateway()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"gateway-{_gateways.Count + 1}");
        var settings = _settings.Where(pair => !pair.Key.Contains("Sources", StringComparison.Ordinal)).ToDictionary();
        settings["AgentCluster__Grpc__Url"] = "off";
        if (_siloSettings.TryGetValue("AgentCluster__PublicUrl", out var url))
        {
            settings["AgentCluster__PublicUrl"] = url;
        }

        return Added(_gateways, SupervisedProcess.Start(name, _gateway, settings, _folder));
    }

    /// <summary>Returns when every process is ready.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(_silos.Concat(_gateways).Select(process => process.ReadyAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _gateways.Concat(_silos))
        {
            await process.DisposeAsync();
        }
    }

    private static SupervisedProcess Added(List<SupervisedProcess> all, SupervisedProcess process)
    {
        all.Add(process);
        return process;
    }
}
