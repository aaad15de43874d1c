namespace AgentCluster.Client.Auth;

/// <summary>What authentication came to: a caller, or the refusal.</summary>
/// <param name="Caller">Who calls; null exactly when <paramref name="Refusal"/> is not.</param>
/// <param name="Refusal">Why nobody is let in, or null.</param>
internal readonly record struct Authentication(Caller? Caller, ProblemAnswer? Refusal)
{
    /// <summary>Somebody is let in.</summary>
    public static implicit operator Authentication(Caller caller) => new(caller, null);

    /// <summary>Nobody is let in.</summary>
    public static implicit operator Authentication(ProblemAnswer refusal) => new(null, refusal);
}
