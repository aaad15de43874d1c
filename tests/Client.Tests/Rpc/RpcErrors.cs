using Google.Rpc;
using Grpc.Core;

namespace AgentCluster.Client.Tests.Rpc;

/// <summary>Reads what a call ended with.</summary>
internal static class RpcErrors
{
    public static async Task<RpcException> OfAsync(Func<Task> call) => await Assert.ThrowsAsync<RpcException>(call);

    public static Google.Rpc.Status AssertProblem(RpcException failure, StatusCode status, string reason, params string[] fields)
    {
        Assert.Equal(status, failure.StatusCode);
        var details = failure.GetRpcStatus();
        Assert.NotNull(details);
        var info = details.GetDetail<ErrorInfo>();
        Assert.Equal((reason, "agentcluster"), (info.Reason, info.Domain));
        Assert.NotEmpty(details.GetDetail<RequestInfo>().RequestId);
        Assert.Equal(fields.Order(StringComparer.Ordinal), (details.GetDetail<BadRequest>()?.FieldViolations.Select(field => field.Field) ?? []).Order(StringComparer.Ordinal));
        return details;
    }
}
