using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AgentCluster.Client.Rpc;

/// <summary>Ends calls of services that threw with the problem of what they threw.</summary>
internal sealed partial class RpcFaults(ILogger<RpcFaults> logger) : Interceptor
{
    /// <inheritdoc />
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translated(fault, context);
        }
    }

    /// <inheritdoc />
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translated(fault, context);
        }
    }

    private RpcException Translated(Exception fault, ServerCallContext context)
    {
        // Whoever cancelled or let the deadline pass is told so by the protocol itself.
        if (context.CancellationToken.IsCancellationRequested)
        {
            return new(new Status(StatusCode.Cancelled, "The call was cancelled or its deadline passed."));
        }

        var problem = (fault as ProblemException)?.Problem ?? Faults.AnswerTo(fault);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFault(logger, fault, context.Method, problem.Code);
        }

        return RpcProblem.ToException(problem, context.GetHttpContext());
    }

    [LoggerMessage(EventId = 8002, Level = LogLevel.Error, Message = "{Method} failed and was answered with {Code}.")]
    private static partial void LogFault(ILogger logger, Exception exception, string method, string code);
}
