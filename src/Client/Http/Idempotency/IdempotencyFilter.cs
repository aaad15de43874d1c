namespace AgentCluster.Client.Http.Idempotency;

/// <summary>
/// Runs a request that carries an <c>Idempotency-Key</c> at most once and sends its answer again to repetitions. An answer
/// that decided nothing (any problem) gives the key back.
/// </summary>
internal sealed class IdempotencyFilter(IGrainFactory grains) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var digest = context.Arguments.OfType<IBoundBody>().FirstOrDefault()?.Digest ?? default;
        await using var key = await ClaimedKey.TakeAsync(grains, context.HttpContext, digest);
        if (key.Refusal is { } refusal)
        {
            return refusal;
        }

        if (key.Replay is { } stored)
        {
            return new ReplayedAnswer(stored);
        }

        var result = await next(context);
        if (result is Answer { Status: < 300 } answer)
        {
            await key.KeepAsync(new() { Status = answer.Status, Body = answer.ToJson(), Location = answer.Location });
        }

        return result;
    }
}
