using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace AgentCluster.Client.Http.Bodies;

/// <summary>Reads a JSON body within its limits and says exactly what is wrong with one that cannot be used.</summary>
internal static class BodyReader
{
    /// <summary>The bytes of a body that says it is JSON, or why they were not read.</summary>
    public static async ValueTask<(byte[]? Bytes, ProblemAnswer? Refusal)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        var (bytes, refusal) = await ReadBytesAsync(request, maxBytes, cancellationToken);
        return bytes?.Length > 0 && !IsJson(request) ? (null, BodyProblems.NotJson()) : (bytes, refusal);
    }

    /// <summary>The bytes whatever they are, or why they were not read.</summary>
    public static async ValueTask<(byte[]? Bytes, ProblemAnswer? Refusal)> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return (null, BodyProblems.TooLarge(maxBytes));
        }

        var bytes = new MemoryStream((int)(request.ContentLength ?? 1024));
        var chunk = new byte[Math.Min(16 * 1024, maxBytes + 1)];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            bytes.Write(chunk, 0, read);
            if (bytes.Length > maxBytes)
            {
                return (null, BodyProblems.TooLarge(maxBytes));
            }
        }

        return (bytes.ToArray(), null);
    }

    /// <summary>The record in the bytes, or what is wrong with them.</summary>
    /// <typeparam name="T">The record.</typeparam>
    public static (T? Value, ProblemAnswer? Refusal) Parse<T>(byte[] bytes)
        where T : class
    {
        if (bytes.Length == 0)
        {
            return (null, BodyProblems.Empty());
        }

        if (bytes.Contains((byte)0) || !Utf8.IsValid(bytes))
        {
            return (null, BodyProblems.NotText());
        }

        try
        {
            var value = JsonSerializer.Deserialize<T>(bytes, WireJson.Bodies);
            return value is null ? (null, BodyProblems.Malformed("The body must be a JSON object.")) : (value, null);
        }
        catch (JsonException fault)
        {
            return (null, Explain(fault));
        }
    }

    private static ProblemAnswer Explain(JsonException fault)
    {
        var field = FieldOf(fault.Path);
        if (fault is NulCharacterException)
        {
            return ProblemAnswer.Invalid(field, $"'{field}' must not contain the character NUL.");
        }

        if (fault.InnerException is JsonException syntax)
        {
            return Syntax(syntax);
        }

        // The serializer tells these apart only by its message, which is not shown; another wording still gives the last answer.
        return (field.Length, fault.Message) switch
        {
            (0, _) => BodyProblems.Malformed("The body must be a JSON object."),
            (_, var message) when message.Contains("could not be mapped", StringComparison.Ordinal) =>
                ProblemAnswer.Invalid(field, $"The field '{field}' is not known here; names are in camelCase.") with { Code = "unknownField" },
            (_, var message) when message.Contains("Duplicate", StringComparison.Ordinal) =>
                ProblemAnswer.Invalid(field, $"The field '{field}' is given more than once.") with { Code = "duplicateField" },
            _ => ProblemAnswer.Invalid(field, $"The field '{field}' has a value of the wrong type.") with { Code = "wrongType" },
        };
    }

    private static ProblemAnswer Syntax(JsonException syntax) =>
        syntax.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? BodyProblems.Malformed($"The body is nested deeper than {WireJson.MaxDepth} levels.")
            : BodyProblems.Malformed(string.Create(
                CultureInfo.InvariantCulture,
                $"The body is not valid JSON: look at line {syntax.LineNumber + 1}, byte {syntax.BytePositionInLine + 1}."));

    private static string FieldOf(string? path) => path is null || path.Length < 2 ? "" : path[1..].TrimStart('.');

    private static bool IsJson(HttpRequest request) =>
        request.HasJsonContentType()
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
