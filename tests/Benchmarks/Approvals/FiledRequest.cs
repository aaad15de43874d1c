using System.Text.Json;

namespace AgentCluster.Benchmarks.Approvals;

/// <summary>A request for a decision as its filing showed it.</summary>
/// <param name="Action">The action it is about.</param>
/// <param name="Id">Its id.</param>
/// <param name="Hash">What a decision has to carry.</param>
/// <param name="ExpiresAt">When it ends undecided.</param>
internal sealed record FiledRequest(int Action, string Id, string Hash, DateTimeOffset ExpiresAt)
{
    public static FiledRequest Of(int action, JsonElement approval) => new(
        action, approval.GetProperty("id").GetString()!, approval.GetProperty("hash").GetString()!, approval.GetProperty("expiresAt").GetDateTimeOffset());
}
