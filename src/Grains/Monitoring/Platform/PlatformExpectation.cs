using System.Collections.Immutable;

namespace AgentCluster.Monitoring.Platform;

/// <summary>What this version of the program expects of a platform database in PostgreSQL.</summary>
public sealed record PlatformExpectation
{
    /// <summary>Names of the migrations, in order.</summary>
    public required ImmutableArray<string> Migrations { get; init; }

    /// <summary>Connections that the pools of all silos and gateways may take together.</summary>
    public required int Connections { get; init; }

    /// <summary>What those are, for people: <c>3 silos and 2 gateways</c>.</summary>
    public required string Processes { get; init; }

    /// <summary>Statements that give recall its role, for a superuser.</summary>
    public required string RecallRole { get; init; }
}
