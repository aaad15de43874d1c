using AgentCluster.Agents;
using AgentCluster.Execution;

namespace AgentCluster.Interactions;

/// <summary>Decides whether a question is accepted. What it refuses leaves no trace.</summary>
internal sealed class AskGate(AgentRoster roster, SourceRegistry sources)
{
    public async Task<Problem?> CheckAsync(string tenant, AskRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Question))
        {
            return Problem.Invalid("question", "The question is empty; ask something.");
        }

        if (request.Agent is { } agent && roster.Find(agent) is null)
        {
            return Problem.NotFound("unknownAgent", $"There is no agent '{agent}'; GET /v1/agents lists them.", "agent");
        }

        if (request.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            return Problem.Invalid("timeZone", $"'{zone}' is not an IANA time zone such as Europe/Berlin.");
        }

        var source = await sources.FindAsync(new SourceKey(tenant, request.Source), cancellationToken);
        return source.Problem;
    }
}
