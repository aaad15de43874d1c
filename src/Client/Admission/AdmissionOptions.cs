using System.ComponentModel.DataAnnotations;

namespace AgentCluster.Client.Admission;

/// <summary>
/// How much one gateway serves at a time, HTTP and gRPC together. Beyond it requests wait their turn, five seconds at most; beyond what
/// may wait they are refused (429, RESOURCE_EXHAUSTED) and may be repeated after a moment.
/// </summary>
public sealed class AdmissionOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "AgentCluster:Admission";

    /// <summary>Requests served at once. Default: 128; from 1 to 10,000.</summary>
    [Range(1, 10_000, ErrorMessage = $"{SectionName}:{nameof(Requests)} must lie between 1 and 10,000.")]
    public int Requests { get; set; } = 128;

    /// <summary>Of these, at most so many of one tenant. Default: 16; from 1 to 10,000.</summary>
    [Range(1, 10_000, ErrorMessage = $"{SectionName}:{nameof(RequestsPerTenant)} must lie between 1 and 10,000.")]
    public int RequestsPerTenant { get; set; } = 16;

    /// <summary>Requests of one tenant that wait their turn. Default: 256; from 0 to 100,000.</summary>
    [Range(0, 100_000, ErrorMessage = $"{SectionName}:{nameof(QueuePerTenant)} must lie between 0 and 100,000.")]
    public int QueuePerTenant { get; set; } = 256;

    /// <summary>
    /// Requests that only wait for the cluster, at once: long polls, streams, runs of discovery and learning, what tries statements or
    /// reaches a database. They take nothing from <see cref="Requests"/>. Default: 2,000; from 1 to 1,000,000.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = $"{SectionName}:{nameof(Waiters)} must lie between 1 and 1,000,000.")]
    public int Waiters { get; set; } = 2_000;

    /// <summary>Of these, at most so many of one tenant. Default: 500; from 1 to 1,000,000.</summary>
    [Range(1, 1_000_000, ErrorMessage = $"{SectionName}:{nameof(WaitersPerTenant)} must lie between 1 and 1,000,000.")]
    public int WaitersPerTenant { get; set; } = 500;
}
