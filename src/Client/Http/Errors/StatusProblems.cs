using Microsoft.AspNetCore.Diagnostics;

namespace AgentCluster.Client.Http.Errors;

/// <summary>Problems for statuses that routing sets without a body.</summary>
internal static class StatusProblems
{
    /// <summary>The code of a path that leads to no endpoint.</summary>
    public const string NoSuchPath = "notFound";

    /// <summary>Writes the problem of the status that stands.</summary>
    public static Task WriteAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var answer = status switch
        {
            StatusCodes.Status404NotFound => new ProblemAnswer(status, NoSuchPath, "There is nothing at this path. /openapi/v1.json lists every path."),
            StatusCodes.Status405MethodNotAllowed => new(status, "methodNotAllowed", "This path does not know this method; the Allow header lists those it knows."),
            StatusCodes.Status415UnsupportedMediaType => BodyProblems.NotJson(),
            _ => new(status, "requestFailed", "The request could not be served."),
        };
        return answer.ExecuteAsync(context.HttpContext);
    }
}
