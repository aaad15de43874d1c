using System.Security.Cryptography;
using AgentCluster.Tenancy;
using Google.Protobuf;
using Grpc.Core;

namespace AgentCluster.Client.Rpc;

/// <summary>Runs a call that carries the metadata <c>idempotency-key</c> at most once and sends its answer again to repetitions.</summary>
internal sealed class RpcOnce(IGrainFactory grains)
{
    // What a newer gateway kept may have fields that this one does not know yet.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Claims the key of a call.</summary>
    /// <exception cref="ProblemException">The key was used for another request, or the first one still runs.</exception>
    public async Task<ClaimedKey> ClaimAsync(IMessage request, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var key = await ClaimedKey.TakeAsync(grains, http, SHA256.HashData(request.ToByteArray()));
        if (key.Refusal is { } refusal)
        {
            throw new ProblemException(refusal);
        }

        if (key.Replay is not null)
        {
            http.Response.Headers[ClaimedKey.ReplayedHeader] = "true";
        }

        return key;
    }

    /// <summary>The answer of the first call, or of this one.</summary>
    public async Task<T> RunAsync<T>(IMessage request, ServerCallContext context, Func<Task<T>> run)
        where T : IMessage, new()
    {
        await using var key = await ClaimAsync(request, context);
        if (key.Replay is { } stored)
        {
            return Parser.Parse<T>(stored.Body);
        }

        var answer = await run();
        await key.KeepAsync(new IdempotentAnswer { Status = StatusCodes.Status200OK, Body = JsonFormatter.Default.Format(answer) });
        return answer;
    }
}
