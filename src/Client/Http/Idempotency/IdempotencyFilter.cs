using AgentCluster.Tenancy;

namespace AgentCluster.Client.Http.Idempotency;

/// <summary>
/// Runs a request that carries an <c>Idempotency-Key</c> at most once and sends its answer again to repetitions. An answer
/// that decided nothing (any problem) gives the key back.
/// </summary>
internal sealed class IdempotencyFilter(IGrainFactory grains) : IEndpointFilter
{
    /// <summary>The request header.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>The header of an answer that was sent before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var header = http.Request.Headers[KeyHeader];
        if (header.Count == 0)
        {
            return await next(context);
        }

        if (header.Count > 1 || !IdempotencyKey.TryParse(header[0], out var key))
        {
            return ProblemAnswer.Invalid(KeyHeader, "'Idempotency-Key' must be one value of 1 to 255 printable ASCII characters.");
        }

        var tenant = Caller.Of(http).Tenant;
        var digest = context.Arguments.OfType<IBoundBody>().FirstOrDefault()?.Digest ?? default;
        var fingerprint = IdempotencyKey.Fingerprint(http.Request, digest.Span);
        var grain = grains.GetGrain<IIdempotencyGrain>($"{tenant}/{key}");

        // Not cancelled with the request: a claim whose answer nobody awaits would be held, unreleased, against the repetition.
        var attempt = Guid.NewGuid().ToString("N");
        var claim = await grain.BeginAsync(fingerprint, attempt, CancellationToken.None);
        if (claim.Verdict != IdempotencyVerdict.Run)
        {
            return WithoutRunning(claim);
        }

        http.Features.Set(new IdempotentRequest(tenant, key, fingerprint, claim.ClaimedAt));
        return await RunAsync(context, next, grain, attempt);
    }

    private static object WithoutRunning(IdempotencyClaim claim) => claim.Verdict switch
    {
        IdempotencyVerdict.Replay => new ReplayedAnswer(claim.Answer!),
        IdempotencyVerdict.InProgress => new ProblemAnswer(
            StatusCodes.Status409Conflict,
            "idempotencyInProgress",
            "The first request with this Idempotency-Key still runs; repeat this one in a moment.",
            KeyHeader)
        { MayRetry = true },
        _ => ProblemAnswer.From(new Problem
        {
            Kind = ProblemKind.Unprocessable,
            Code = "idempotencyKeyReused",
            Message = "This Idempotency-Key was used for another request; use a new key.",
            Field = KeyHeader,
        }),
    };

    private static async Task<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, IIdempotencyGrain grain, string attempt)
    {
        var completed = false;
        try
        {
            var result = await next(context);
            if (result is Answer { Status: < 300 } answer)
            {
                // The client may have gone; its repetition still has to find the answer.
                await grain.CompleteAsync(attempt, new() { Status = answer.Status, Body = answer.ToJson(), Location = answer.Location }, CancellationToken.None);
                completed = true;
            }

            return result;
        }
        finally
        {
            if (!completed)
            {
                await grain.ReleaseAsync(attempt, CancellationToken.None);
            }
        }
    }
}
