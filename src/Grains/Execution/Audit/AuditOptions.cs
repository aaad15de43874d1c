namespace AgentCluster.Execution.Audit;

/// <summary>
/// Where heads of the execution log are signed, outside the database. Both or none; the embedded cluster makes them in its data directory.
/// Best kept where who administers the database cannot write.
/// </summary>
public sealed class AuditOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "AgentCluster:Audit";

    /// <summary>Directory of the files of signed heads, one a tenant, only ever appended to; the same for all silos, as on a shared volume. Default of a cluster: heads are not signed.</summary>
    public string? Directory { get; set; }

    /// <summary>Secret that signs them: base64 of at least 32 random bytes, the same for all silos (<c>openssl rand -base64 32</c>).</summary>
    public string? Key { get; set; }
}
