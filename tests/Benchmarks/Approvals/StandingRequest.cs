namespace AgentCluster.Benchmarks.Approvals;

/// <summary>A request as its row stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Action">The action it is about.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Decisions">What people said.</param>
internal sealed record StandingRequest(string Id, int Action, string Status, IReadOnlyList<string> Decisions)
{
    public bool IsOpen => Status is "pending" or "approved" or "executing";
}
