using AgentCluster.Client.Hosting;

namespace AgentCluster.Silo.Hosting;

/// <summary>What a start needs to know before anything else: command line over environment over <c>appsettings.json</c>.</summary>
internal sealed record ClusterSettings
{
    public const string DefaultUrl = "http://localhost:8080";

    public required IConfigurationRoot Configuration { get; init; }

    /// <summary>Absolute path of the data directory.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Address of the gateway.</summary>
    public required string Url { get; init; }

    /// <summary>Address of gRPC, or null when it is off.</summary>
    public string? GrpcUrl { get; init; }

    /// <summary>Every address listened on.</summary>
    public IEnumerable<string> Urls => GrpcUrl is null ? [Url] : [Url, GrpcUrl];

    /// <summary>The SQLite file given as the default source, absolute, or null.</summary>
    public string? SourcePath { get; init; }

    public static ClusterSettings Load(string? data, string? url, string? source)
    {
        var configuration = ReadConfiguration();
        var http = CheckUrl(url ?? configuration["AgentCluster:Urls"] ?? configuration["ASPNETCORE_URLS"] ?? DefaultUrl);
        return new()
        {
            Configuration = configuration,
            DataDirectory = Path.GetFullPath(data ?? configuration["AgentCluster:DataDirectory"] ?? DefaultDataDirectory()),
            Url = http,
            GrpcUrl = Listeners.GrpcUrl(configuration, http),
            SourcePath = source is null ? null : CheckSource(source),
        };
    }

    private static IConfigurationRoot ReadConfiguration()
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(AppContext.BaseDirectory)
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .Build();
        }
        catch (InvalidDataException failure)
        {
            throw new AgentClusterException($"{failure.Message} {failure.InnerException?.Message}", inner: failure);
        }
    }

    private static string DefaultDataDirectory()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "AgentCluster")
            : throw new AgentClusterException("This user has no folder for application data; say with --data where the cluster shall keep its memory.");
    }

    private static string CheckUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
        {
            throw new AgentClusterException($"--urls: '{url}' is not one address such as {DefaultUrl}.");
        }

        return uri.GetLeftPart(UriPartial.Authority);
    }

    private static string CheckSource(string source)
    {
        var path = Path.GetFullPath(source);
        return Directory.Exists(path) ? throw new AgentClusterException($"--source: '{path}' is a directory; give the path of a SQLite database file.")
            : !File.Exists(path) ? throw new AgentClusterException($"--source: there is no file '{path}'.")
            : !SqliteFile.HasHeader(path) ? throw new AgentClusterException($"--source: '{path}' is not a SQLite database.")
            : path;
    }
}
