namespace AgentCluster.Client.Hosting;

/// <summary>Where gRPC answers.</summary>
public sealed class GrpcOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "AgentCluster:Grpc";

    /// <summary>Address without TLS (HTTP/2 only), or <c>off</c>. Default: the host of HTTP and its port plus 1.</summary>
    public string? Url { get; set; }
}
