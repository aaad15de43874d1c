namespace AgentCluster.Client.Auth;

/// <summary>The credential that a request carries: <c>Authorization: Bearer</c> (RFC 6750) or <c>X-API-Key</c>, and nowhere else.</summary>
/// <param name="Text">What was presented, or null.</param>
/// <param name="Refusal">Why it cannot be taken, or null.</param>
internal readonly record struct PresentedCredential(string? Text, ProblemAnswer? Refusal)
{
    /// <summary>The header beside <c>Authorization</c>.</summary>
    public const string KeyHeader = "X-API-Key";

    private const string Scheme = "Bearer ";

    private static readonly string[] QueryNames = ["access_token", "api_key", "apikey", "api-key", KeyHeader];

    /// <summary>Reads a request.</summary>
    public static PresentedCredential Of(HttpRequest request)
    {
        if (QueryNames.Any(request.Query.ContainsKey))
        {
            return new(null, new(StatusCodes.Status400BadRequest, "credentialInAddress", $"Keys in addresses end up in logs. Send Authorization: Bearer or {KeyHeader}, and replace this key."));
        }

        var authorization = request.Headers.Authorization;
        var header = request.Headers[KeyHeader];
        if (authorization.Count + header.Count == 0)
        {
            return default;
        }

        var bearer = authorization is [{ } given] && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? given[Scheme.Length..].Trim() : null;
        return authorization.Count > 0 && bearer is null
            ? new(null, new(StatusCodes.Status401Unauthorized, "credentialInvalid", "Authorization must be 'Bearer' and an API key, once."))
            : header.Count > 1 || (header.Count == 1 && bearer is not null && bearer != header[0]?.Trim())
            ? new(null, new(StatusCodes.Status400BadRequest, "credentialAmbiguous", $"The request carries two different credentials; send one, by Authorization or by {KeyHeader}."))
            : new(bearer ?? header[0]!.Trim(), null);
    }
}
