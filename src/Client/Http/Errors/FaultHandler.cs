using Microsoft.AspNetCore.Diagnostics;
using Orleans.Runtime;

namespace AgentCluster.Client.Http.Errors;

/// <summary>Turns exceptions into problems. Only messages written to be seen leave; anything else is a code and a trace id.</summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var answer = AnswerTo(exception);
        if (answer.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFault(logger, exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "no endpoint", answer.Code);
        }

        await answer.ExecuteAsync(httpContext);
        return true;
    }

    private static ProblemAnswer AnswerTo(Exception exception) => exception switch
    {
        AgentClusterException { IsTransient: true } known => Unavailable(known.Message),
        AgentClusterException known => new(StatusCodes.Status500InternalServerError, "internalError", known.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => BodyProblems.TooLarge(null),
        BadHttpRequestException bad => new(bad.StatusCode, "badRequest", "The request is not well-formed HTTP."),
        TimeoutException or OperationCanceledException or OrleansMessageRejectionException or SiloUnavailableException =>
            Unavailable("The cluster did not answer in time; the same request may succeed in a moment."),
        _ => new(StatusCodes.Status500InternalServerError, "internalError", "Something unexpected went wrong; the server's log has the details under this trace id."),
    };

    private static ProblemAnswer Unavailable(string message) =>
        new(StatusCodes.Status503ServiceUnavailable, "unavailable", message) { MayRetry = true };
}
