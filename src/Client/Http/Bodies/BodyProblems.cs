using System.Globalization;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>What can be wrong with a body as a whole.</summary>
internal static class BodyProblems
{
    /// <summary>No body where one is needed.</summary>
    public static ProblemAnswer Empty() =>
        new(StatusCodes.Status400BadRequest, "emptyBody", "The request needs a JSON body.");

    /// <summary>Another media type, or none.</summary>
    public static ProblemAnswer NotJson() =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupportedMediaType", "The body must be JSON in UTF-8: send Content-Type: application/json.", "Content-Type");

    /// <summary>More bytes than allowed.</summary>
    public static ProblemAnswer TooLarge(int? maxBytes) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            "bodyTooLarge",
            maxBytes is null
                ? "The body is too large."
                : string.Create(CultureInfo.InvariantCulture, $"The body is too large: at most {maxBytes / 1024} KB are taken here. Send less, or send it in parts."));

    /// <summary>Bytes that are no text.</summary>
    public static ProblemAnswer NotText() =>
        new(StatusCodes.Status400BadRequest, "invalidText", "The body must be JSON text in UTF-8 without NUL bytes.");

    /// <summary>Text that is no JSON document.</summary>
    public static ProblemAnswer Malformed(string why) =>
        new(StatusCodes.Status400BadRequest, "malformedJson", why);
}
