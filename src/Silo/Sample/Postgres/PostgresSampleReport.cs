using System.Collections.Immutable;

namespace AgentCluster.Silo.Sample.Postgres;

/// <summary>What <see cref="PostgresSample"/> did.</summary>
/// <param name="Inspector">The login that inspects, and runs nothing.</param>
/// <param name="Reader">The login that reads.</param>
/// <param name="Writer">The login for approved changes.</param>
public sealed record PostgresSampleReport(string Inspector, string Reader, string Writer)
{
    /// <summary>Whether the company was made now; otherwise it was there.</summary>
    public bool IsNew { get; init; }

    /// <summary>Passwords of the logins that were made now; whoever was there keeps their own.</summary>
    public ImmutableDictionary<string, string> Passwords { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What a superuser has to run besides, as SQL, or null.</summary>
    public string? ForTheDba { get; init; }
}
