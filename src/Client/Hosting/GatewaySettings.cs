namespace AgentCluster.Client.Hosting;

/// <summary>What a gateway that runs apart from silos needs to know; the keys are those of the silos.</summary>
internal sealed record GatewaySettings
{
    private const string DefaultUrl = "http://localhost:8080";

    /// <summary>Address it listens on.</summary>
    public required string Url { get; init; }

    /// <summary>Address of gRPC, or null when it is off.</summary>
    public string? GrpcUrl { get; init; }

    /// <summary>Every address it listens on.</summary>
    public IEnumerable<string> Urls => GrpcUrl is null ? [Url] : [Url, GrpcUrl];

    /// <summary>Login to the platform database, for the membership table alone.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Which silos it belongs to.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="AgentClusterException">A value is missing or cannot be used; names the key.</exception>
    public static GatewaySettings Of(IConfiguration configuration)
    {
        var url = CheckUrl(configuration["AgentCluster:Urls"] ?? configuration["ASPNETCORE_URLS"] ?? DefaultUrl);
        return new()
        {
            Url = url,
            GrpcUrl = Listeners.GrpcUrl(configuration, url),
            ConnectionString = configuration["AgentCluster:Storage:ConnectionString"] is { Length: > 0 } given
                ? given
                : throw new AgentClusterException("AgentCluster:Storage:ConnectionString is missing: a gateway finds its silos in the platform database."),
            ClusterId = configuration["AgentCluster:Membership:ClusterId"] ?? ClusterNames.DefaultClusterId,
        };
    }

    private static string CheckUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.PathAndQuery == "/"
            ? uri.GetLeftPart(UriPartial.Authority)
            : throw new AgentClusterException($"AgentCluster:Urls: '{url}' is not one address such as {DefaultUrl}.");
}
