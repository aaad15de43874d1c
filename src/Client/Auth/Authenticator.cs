using System.Net;
using Microsoft.Extensions.Options;

namespace AgentCluster.Client.Auth;

/// <summary>
/// Says who calls. Invariant: a request that presents a credential is its bearer's or nobody's, never the local person's; one that presents
/// none is the local person's only in local mode and only if <see cref="LocalRequest"/> does not refuse it.
/// </summary>
internal sealed partial class Authenticator(
    KnownCredentials credentials, FailureBrake brake, IOptions<AuthenticationOptions> options, ILogger<Authenticator> logger)
{
    /// <summary>Authenticates a request, whatever its protocol.</summary>
    /// <param name="context">The request.</param>
    /// <param name="acceptsBasic">Whether the key may come as the password of HTTP Basic.</param>
    public async ValueTask<Authentication> AuthenticateAsync(HttpContext context, bool acceptsBasic)
    {
        var (text, refusal) = PresentedCredential.Of(context.Request, acceptsBasic);
        if (refusal is not null)
        {
            return refusal;
        }

        return text is null
            ? await WithoutCredentialAsync(context)
            : await WithCredentialAsync(text, context.Connection.RemoteIpAddress ?? IPAddress.None, context.RequestAborted);
    }

    private async ValueTask<Authentication> WithoutCredentialAsync(HttpContext context) =>
        options.Value.Mode == AuthenticationMode.Keys || (options.Value.Mode is null && await credentials.AnyIssuedAsync(context.RequestAborted))
            ? new ProblemAnswer(StatusCodes.Status401Unauthorized, "credentialMissing", $"Send an API key as Authorization: Bearer or as {PresentedCredential.KeyHeader}.")
        : LocalRequest.Refusal(context) is { } refusal ? refusal
        : Caller.LocalPerson;

    private async ValueTask<Authentication> WithCredentialAsync(string text, IPAddress address, CancellationToken cancellationToken)
    {
        if (!ApiKey.TryParse(text, out var key))
        {
            return Refuse(address, "credentialInvalid", "This is no API key of ours: they have the form ac_<id>_<secret>.", "malformed");
        }

        var digest = key.Digest;
        if (credentials.Recent(digest) is { } recent)
        {
            return Caller.With(recent);
        }

        if (credentials.Knows(digest))
        {
            return Judged(await credentials.VerifyAsync(key.Id, digest, cancellationToken), address, key.Id);
        }

        if (!brake.TryEnter(address))
        {
            return TooMany;
        }

        try
        {
            return Judged(await credentials.VerifyAsync(key.Id, digest, cancellationToken), address, key.Id);
        }
        finally
        {
            brake.Leave(address);
        }
    }

    private Authentication Judged(Credential credential, IPAddress address, string keyId) => credential.Status switch
    {
        CredentialStatus.Valid => Caller.With(credential.Key!),
        CredentialStatus.Revoked => Refuse(address, "credentialRevoked", "This API key was revoked.", keyId),
        CredentialStatus.Expired => Refuse(address, "credentialExpired", "This API key has expired.", keyId),
        _ => Refuse(address, "credentialInvalid", "There is no such API key.", keyId),
    };

    private ProblemAnswer Refuse(IPAddress address, string code, string detail, string keyId)
    {
        if (!brake.TryFail(address))
        {
            return TooMany;
        }

        LogRefused(address, code, keyId);
        return new(StatusCodes.Status401Unauthorized, code, detail);
    }

    private static ProblemAnswer TooMany { get; } =
        new(StatusCodes.Status429TooManyRequests, "tooManyFailures", "Too many credentials from this address were refused; try again in a minute.");
}
