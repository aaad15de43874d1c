namespace AgentCluster.Notifications;

/// <summary>Pauses between attempts to send something.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Doubles from one attempt to the next, up to an hour, give or take a half by what is sent: those that failed together do not come back together.</summary>
    /// <param name="first">Pause after the first attempt.</param>
    /// <param name="attempts">How often it was tried, from 1 on.</param>
    /// <param name="id">What is sent.</param>
    public static TimeSpan After(TimeSpan first, int attempts, string id) =>
        Jittered(TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, attempts - 1), Longest.TotalSeconds)), attempts, id);

    /// <summary>A pause, give or take a half.</summary>
    /// <param name="pause">The pause.</param>
    /// <param name="attempts">How often it was tried.</param>
    /// <param name="id">What is sent.</param>
    public static TimeSpan Jittered(TimeSpan pause, int attempts, string id) => pause * (0.5 + ((uint)HashCode.Combine(id, attempts) / (double)uint.MaxValue));
}
