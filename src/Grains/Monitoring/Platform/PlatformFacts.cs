using System.Collections.Immutable;

namespace AgentCluster.Monitoring.Platform;

/// <summary>What a platform database in PostgreSQL says of itself to the silo's login.</summary>
public sealed record PlatformFacts
{
    /// <summary><c>server_version_num</c>: 150018 is 15.18.</summary>
    public required int ServerVersion { get; init; }

    /// <summary>Installed extensions with their versions.</summary>
    public required ImmutableDictionary<string, string> Extensions { get; init; }

    /// <summary>The login that asked.</summary>
    public required string Login { get; init; }

    /// <summary>Whether it is a superuser.</summary>
    public required bool IsSuperuser { get; init; }

    /// <summary>Whether row level security passes it by.</summary>
    public required bool BypassesRowSecurity { get; init; }

    /// <summary>Names of the migrations that ran, or null when the schema is not there or not open to the login.</summary>
    public ImmutableArray<string>? Migrations { get; init; }

    /// <summary>The tables of the schema.</summary>
    public ImmutableArray<PlatformTable> Tables { get; init; } = [];

    /// <summary>Whether recall runs as a role that row level security does not bind.</summary>
    public bool HasRecallRole { get; init; }

    /// <summary>The database's clock less this machine's.</summary>
    public required TimeSpan ClockOffset { get; init; }

    /// <summary>How far <see cref="ClockOffset"/> may be wrong: half the time the question took.</summary>
    public required TimeSpan ClockUncertainty { get; init; }

    /// <summary>Connections that the server, the database and the login allow, without those kept for superusers.</summary>
    public required int AllowedConnections { get; init; }

    /// <summary>Connections that others than the cluster hold now.</summary>
    public required int OtherConnections { get; init; }

    /// <summary>Settings with which a commit that was acknowledged may be lost: <c>fsync = off</c>.</summary>
    public required ImmutableArray<string> UnsafeSettings { get; init; }
}
