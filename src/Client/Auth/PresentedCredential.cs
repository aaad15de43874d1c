using System.Text;

namespace AgentCluster.Client.Auth;

/// <summary>The credential that a request carries: <c>Authorization: Bearer</c> (RFC 6750) or <c>X-API-Key</c>, and nowhere else.</summary>
/// <param name="Text">What was presented, or null.</param>
/// <param name="Refusal">Why it cannot be taken, or null.</param>
internal readonly record struct PresentedCredential(string? Text, ProblemAnswer? Refusal)
{
    /// <summary>The header beside <c>Authorization</c>.</summary>
    public const string KeyHeader = "X-API-Key";

    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private static readonly string[] QueryNames = ["access_token", "api_key", "apikey", "api-key", KeyHeader];

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="acceptsBasic">Whether the key may come as the password of HTTP Basic.</param>
    public static PresentedCredential Of(HttpRequest request, bool acceptsBasic)
    {
        if (request.Query.Any(parameter => QueryNames.Contains(parameter.Key, StringComparer.OrdinalIgnoreCase) || parameter.Value.Any(value => ApiKey.TryParse(value, out _))))
        {
            return new(null, new(StatusCodes.Status400BadRequest, "credentialInAddress", $"Keys in addresses end up in logs. Send Authorization: Bearer or {KeyHeader}, and replace this key."));
        }

        var authorization = request.Headers.Authorization;
        var header = request.Headers[KeyHeader];
        if (authorization.Count + header.Count == 0)
        {
            return default;
        }

        var bearer = authorization is not [{ } given] ? null
            : given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? given[Bearer.Length..].Trim()
            : acceptsBasic && given.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? PasswordOf(given[Basic.Length..].Trim())
            : null;
        return authorization.Count > 0 && bearer is null
            ? new(null, new(StatusCodes.Status401Unauthorized, "credentialInvalid", "Authorization must be 'Bearer' and an API key, once."))
            : header.Count > 1 || (header.Count == 1 && bearer is not null && bearer != header[0]?.Trim())
            ? new(null, new(StatusCodes.Status400BadRequest, "credentialAmbiguous", $"The request carries two different credentials; send one, by Authorization or by {KeyHeader}."))
            : new(bearer ?? header[0]!.Trim(), null);
    }

    private static string? PasswordOf(string credentials)
    {
        var bytes = new byte[credentials.Length];
        return Convert.TryFromBase64String(credentials, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is var text && text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0
            ? text[(colon + 1)..]
            : null;
    }
}
