using System.Text.Json.Serialization;

namespace AgentCluster.Client.Http.Errors;

/// <summary>An error as it goes out: problem details (RFC 9457) with a stable code.</summary>
internal sealed record ProblemResource
{
    /// <summary>Always <c>about:blank</c>: the code says which problem it is.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>The status in words.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The fault and the fix, for a person.</summary>
    public required string Detail { get; init; }

    /// <summary>Path of the request.</summary>
    public required string Instance { get; init; }

    /// <summary>Stable machine-readable code.</summary>
    public required string Code { get; init; }

    /// <summary>Names the request in the server's log.</summary>
    public required string TraceId { get; init; }

    /// <summary>The first field at fault.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>Every field at fault with what is wrong with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
