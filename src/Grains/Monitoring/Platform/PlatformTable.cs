namespace AgentCluster.Monitoring.Platform;

/// <summary>A table of the platform's schema, as the silo's login meets it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasTenant">Whether its rows belong to tenants.</param>
/// <param name="IsOwn">Whether the login owns it.</param>
/// <param name="IsBound">Whether row level security binds the login.</param>
/// <param name="IsForced">Whether it would bind the owner too.</param>
/// <param name="IsReadable">Whether the login may read every column.</param>
/// <param name="IsUsable">Whether the login may read and insert what it needs.</param>
public sealed record PlatformTable(string Name, bool HasTenant, bool IsOwn, bool IsBound, bool IsForced, bool IsReadable, bool IsUsable);
