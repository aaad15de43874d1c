using AgentCluster.Tenancy;

namespace AgentCluster.Client.Http.Idempotency;

/// <summary>
/// The <c>Idempotency-Key</c> of a request, over HTTP a header, over gRPC metadata. The request runs at most once; its answer, when it is
/// kept, is sent again to repetitions. Disposing gives the key back when no answer was kept: a request that decided nothing.
/// </summary>
internal sealed class ClaimedKey : IAsyncDisposable
{
    /// <summary>The request header.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>The header of an answer that was sent before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    // Names this attempt, so that a repeated claim is taken for the same one.
    private readonly string _attempt = Guid.NewGuid().ToString("N");
    private IIdempotencyGrain? _held;

    private ClaimedKey()
    {
    }

    /// <summary>Why the request must not run, or null.</summary>
    public ProblemAnswer? Refusal { get; private set; }

    /// <summary>The answer that was sent before, or null.</summary>
    public IdempotentAnswer? Replay { get; private set; }

    /// <summary>Claims the key of a request; a request without one runs.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="http">The request; its interaction takes its id from the claim.</param>
    /// <param name="bodyDigest">SHA-256 of the body, or empty.</param>
    public static async Task<ClaimedKey> TakeAsync(IGrainFactory grains, HttpContext http, ReadOnlyMemory<byte> bodyDigest)
    {
        var header = http.Request.Headers[KeyHeader];
        var claimed = new ClaimedKey();
        if (header.Count == 0)
        {
            return claimed;
        }

        if (header.Count > 1 || !IdempotencyKey.TryParse(header[0], out var key))
        {
            claimed.Refusal = ProblemAnswer.Invalid(KeyHeader, "'Idempotency-Key' must be one value of 1 to 255 printable ASCII characters.");
            return claimed;
        }

        await claimed.ClaimAsync(grains, http, key, IdempotencyKey.Fingerprint(http.Request, Caller.Of(http).Id, bodyDigest.Span));
        return claimed;
    }

    /// <summary>Keeps the answer for repetitions. The client may have gone; its repetition still has to find it.</summary>
    public async Task KeepAsync(IdempotentAnswer answer)
    {
        if (_held is not null)
        {
            await _held.CompleteAsync(_attempt, answer, CancellationToken.None);
            _held = null;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_held is not null)
        {
            await _held.ReleaseAsync(_attempt, CancellationToken.None);
        }
    }

    private async Task ClaimAsync(IGrainFactory grains, HttpContext http, string key, string fingerprint)
    {
        var tenant = Caller.Of(http).Tenant;
        var grain = grains.GetGrain<IIdempotencyGrain>($"{tenant}/{key}");

        // Not cancelled with the request: a claim whose answer nobody awaits would be held, unreleased, against the repetition.
        var claim = await grain.BeginAsync(fingerprint, _attempt, CancellationToken.None);
        switch (claim.Verdict)
        {
            case IdempotencyVerdict.Run:
                _held = grain;
                http.Features.Set(new IdempotentRequest(tenant, key, fingerprint, claim.ClaimedAt));
                break;
            case IdempotencyVerdict.Replay:
                Replay = claim.Answer;
                break;
            default:
                Refusal = Refused(claim.Verdict);
                break;
        }
    }

    private static ProblemAnswer Refused(IdempotencyVerdict verdict) => verdict == IdempotencyVerdict.InProgress
        ? new(
            StatusCodes.Status409Conflict,
            "idempotencyInProgress",
            "The first request with this Idempotency-Key still runs; repeat this one in a moment.",
            KeyHeader)
        { MayRetry = true }
        : ProblemAnswer.From(new Problem
        {
            Kind = ProblemKind.Unprocessable,
            Code = "idempotencyKeyReused",
            Message = "This Idempotency-Key was used for another request; use a new key.",
            Field = KeyHeader,
        });
}
