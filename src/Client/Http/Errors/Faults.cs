using Orleans.Runtime;
using Orleans.Storage;

namespace AgentCluster.Client.Http.Errors;

/// <summary>The one mapping of exceptions to problems. Only messages written to be seen leave; anything else is a code.</summary>
internal static class Faults
{
    /// <summary>What a caller is told of an exception.</summary>
    public static ProblemAnswer AnswerTo(Exception exception) => exception switch
    {
        AgentClusterException { IsTransient: true } known => Unavailable(known.Code ?? "unavailable", known.Message),
        AgentClusterException known => new(StatusCodes.Status500InternalServerError, known.Code ?? "internalError", known.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => BodyProblems.TooLarge(null),
        BadHttpRequestException bad => new(bad.StatusCode, "badRequest", "The request is not well-formed HTTP."),
        LimitExceededException => ProblemAnswer.TooMany("Too much waits for the same agent already; try again in a moment."),
        _ when TransientFaults.OfStorage(exception) is { } storage && TransientFaults.IsPassing(storage) => Unavailable("storageUnavailable", "The database of grain state is away."),
        _ when IsPassing(exception) => Unavailable("unavailable", "The cluster did not answer in time; the same request may succeed in a moment."),
        _ => new(StatusCodes.Status500InternalServerError, "internalError", "Something unexpected went wrong; the server's log has the details under this trace id."),
    };

    /// <summary>What Orleans throws while silos come, go or have too much to do, and when another activation has written first.</summary>
    private static bool IsPassing(Exception exception) =>
        TransientFaults.IsTransient(exception)
        || exception is ClientNotAvailableException or GatewayTooBusyException or EnumerationAbortedException or InconsistentStateException;

    private static ProblemAnswer Unavailable(string code, string message) =>
        new(StatusCodes.Status503ServiceUnavailable, code, message) { MayRetry = true };
}
