using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;
using Status = Google.Rpc.Status;

namespace AgentCluster.Client.Rpc;

/// <summary>
/// Problems in gRPC's form: a <c>google.rpc.Status</c> whose <c>ErrorInfo.reason</c> is the code that problem details carry, fields at fault as
/// <c>BadRequest</c>, the pause before a repetition as <c>RetryInfo</c>, the trace id as <c>RequestInfo</c> (AIP-193).
/// </summary>
internal static class RpcProblem
{
    private const string Domain = "agentcluster";
    private const string ContentType = "application/grpc";

    /// <summary>Whether a request is a gRPC call: by its content type, and over the one protocol that can carry it.</summary>
    public static bool IsRpc(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol)
        && request.ContentType is { } type
        && type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (type.Length == ContentType.Length || type[ContentType.Length] is '+' or ';');

    /// <summary>The exception that ends a call with the problem.</summary>
    public static RpcException ToException(ProblemAnswer problem, HttpContext http) => StatusOf(problem, http).ToRpcException();

    /// <summary>Ends a call before it reaches its service: a response of headers only, as the gRPC protocol over HTTP/2 has it.</summary>
    public static Task WriteAsync(HttpContext http, ProblemAnswer problem)
    {
        var status = StatusOf(problem, http);
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = ContentType;
        response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(status.Message);
        response.Headers[MetadataExtensions.StatusDetailsTrailerName] = Convert.ToBase64String(status.ToByteArray());
        return response.CompleteAsync();
    }

    private static Status StatusOf(ProblemAnswer problem, HttpContext http)
    {
        var status = new Status { Code = (int)CodeOf(problem), Message = problem.Detail };
        status.Details.Add(Any.Pack(new ErrorInfo { Reason = problem.Code, Domain = Domain }));
        status.Details.Add(Any.Pack(new RequestInfo { RequestId = ProblemAnswer.TraceIdOf(http) }));
        if (problem.Field is not null)
        {
            status.Details.Add(Any.Pack(FieldsOf(problem)));
        }

        if (problem.MayRetry)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(ProblemAnswer.RetryAfterSeconds)) }));
        }

        return status;
    }

    private static BadRequest FieldsOf(ProblemAnswer problem)
    {
        var errors = problem.Errors ?? new Dictionary<string, string[]> { [problem.Field!] = [problem.Detail] };
        var fields = new BadRequest();
        fields.FieldViolations.AddRange(
            from error in errors
            from message in error.Value
            select new BadRequest.Types.FieldViolation { Field = JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Key), Description = message });
        return fields;
    }

    private static Code CodeOf(ProblemAnswer problem) => problem.Status switch
    {
        StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge => Code.InvalidArgument,
        StatusCodes.Status401Unauthorized => Code.Unauthenticated,
        StatusCodes.Status403Forbidden or StatusCodes.Status421MisdirectedRequest => Code.PermissionDenied,
        StatusCodes.Status404NotFound => problem.Code == StatusProblems.NoSuchPath ? Code.Unimplemented : Code.NotFound,
        StatusCodes.Status409Conflict when problem.MayRetry => Code.Aborted,
        StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity => Code.FailedPrecondition,
        StatusCodes.Status429TooManyRequests => Code.ResourceExhausted,
        StatusCodes.Status503ServiceUnavailable => Code.Unavailable,
        _ => Code.Internal,
    };
}
