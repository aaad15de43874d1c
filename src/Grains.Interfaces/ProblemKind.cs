namespace AgentCluster;

/// <summary>The families of expected failure.</summary>
public enum ProblemKind
{
    /// <summary>A field of the request cannot be used (HTTP 400).</summary>
    Invalid,

    /// <summary>Something named does not exist (HTTP 404).</summary>
    NotFound,

    /// <summary>The request does not fit the present state (HTTP 409).</summary>
    Conflict,

    /// <summary>Refused by policy (HTTP 403).</summary>
    Forbidden,

    /// <summary>The same key was used for another request (HTTP 422).</summary>
    Unprocessable,

    /// <summary>Away for the moment (HTTP 503).</summary>
    Unavailable,
}
