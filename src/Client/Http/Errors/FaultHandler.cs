using Microsoft.AspNetCore.Diagnostics;

namespace AgentCluster.Client.Http.Errors;

/// <summary>Answers requests that ended by an exception with its problem.</summary>
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

        var answer = Faults.AnswerTo(exception);
        if (answer.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFault(logger, exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "no endpoint", answer.Code);
        }

        await answer.ExecuteAsync(httpContext);
        return true;
    }
}
