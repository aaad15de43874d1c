using System.Diagnostics;
using System.Globalization;
using AgentCluster.Client.Rpc;
using Microsoft.AspNetCore.WebUtilities;

namespace AgentCluster.Client.Http.Errors;

/// <summary>Answers a request with a problem.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code in camelCase.</param>
/// <param name="Detail">The fault and the fix, for a person.</param>
/// <param name="Field">The field at fault, or null.</param>
internal sealed record ProblemAnswer(int Status, string Code, string Detail, string? Field = null) : IResult, IStatusCodeHttpResult
{
    /// <summary>The media type of problems.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Every field at fault, or null to name only <see cref="Field"/>.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Whether the same request may succeed when it is repeated after a moment.</summary>
    public bool MayRetry { get; init; }

    /// <summary>Seconds after which a request that <see cref="MayRetry"/> should be repeated.</summary>
    public const int RetryAfterSeconds = 1;

    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>The one mapping of a problem's family to a status.</summary>
    public static ProblemAnswer From(Problem problem) =>
        new(StatusOf(problem.Kind), problem.Code, problem.Message, problem.Field) { MayRetry = problem.Kind == ProblemKind.Unavailable };

    /// <summary>A field with a value that cannot be used.</summary>
    public static ProblemAnswer Invalid(string field, string message) => From(Problem.Invalid(field, message));

    /// <summary>More requests than are served at a time.</summary>
    public static ProblemAnswer TooMany(string message) =>
        new(StatusCodes.Status429TooManyRequests, "tooManyRequests", message) { MayRetry = true };

    /// <summary>Answers in the form of the request's own protocol.</summary>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (RpcProblem.IsRpc(httpContext.Request))
        {
            return RpcProblem.WriteAsync(httpContext, this);
        }

        var response = httpContext.Response;
        response.StatusCode = Status;
        if (MayRetry)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        var resource = new ProblemResource
        {
            Title = ReasonPhrases.GetReasonPhrase(Status),
            Status = Status,
            Detail = Detail,
            Instance = httpContext.Request.Path,
            Code = Code,
            TraceId = TraceIdOf(httpContext),
            Field = Field,
            Errors = Errors ?? (Field is null ? null : new Dictionary<string, string[]> { [Field] = [Detail] }),
        };
        return response.WriteAsJsonAsync(resource, WireJson.Answers, ContentType, httpContext.RequestAborted);
    }

    /// <summary>Names a request in the server's log.</summary>
    public static string TraceIdOf(HttpContext httpContext) => Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier;

    private static int StatusOf(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status400BadRequest,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ProblemKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
