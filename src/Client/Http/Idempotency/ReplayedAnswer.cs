using System.Text;
using AgentCluster.Tenancy;

namespace AgentCluster.Client.Http.Idempotency;

/// <summary>An answer that was sent before, byte for byte.</summary>
internal sealed record ReplayedAnswer(IdempotentAnswer Stored) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Stored.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers[ClaimedKey.ReplayedHeader] = "true";
        if (Stored.Location is not null)
        {
            response.Headers.Location = Stored.Location;
        }

        await response.WriteAsync(Stored.Body, Encoding.UTF8, httpContext.RequestAborted);
    }
}
