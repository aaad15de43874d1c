using AgentCluster.Client.Http.Errors;
using Npgsql;
using Orleans.Runtime;
using Orleans.Storage;

namespace AgentCluster.Client.Tests.Http;

public sealed class FaultsTests
{
    public static TheoryData<Exception, int, string> Known => new()
    {
        { AgentClusterException.StorageUnavailable("away"), 503, "storageUnavailable" },
        { new AgentClusterException("later", isTransient: true), 503, "unavailable" },
        { new AgentClusterException("broken"), 500, "internalError" },
        { new TimeoutException(), 503, "unavailable" },
        { new OperationCanceledException(), 503, "unavailable" },
        { new SiloUnavailableException("10.0.0.1:11111"), 503, "unavailable" },
        { new GatewayTooBusyException(), 503, "unavailable" },
        { new EnumerationAbortedException("gone"), 503, "unavailable" },
        { new InconsistentStateException("etag 17"), 503, "unavailable" },
        { new OrleansException("Error from storage provider", new NpgsqlException("Failed to connect to 10.0.0.1:5432")), 503, "storageUnavailable" },
        { new LimitExceededException("a limit"), 429, "tooManyRequests" },
        { new InvalidOperationException("password=hunter2"), 500, "internalError" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Fault_HasACode_AndTellsOnlyWhatWasWrittenToBeSeen(Exception fault, int status, string code)
    {
        var answer = Faults.AnswerTo(fault);

        Assert.Equal((status, code, status is 503 or 429), (answer.Status, answer.Code, answer.MayRetry));
        Assert.DoesNotMatch("hunter2|10\\.0\\.0\\.1|etag", answer.Detail);
    }
}
