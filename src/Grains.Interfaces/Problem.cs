namespace AgentCluster;

/// <summary>An expected failure, told to the caller: what is wrong, with which field, and what would mend it.</summary>
[GenerateSerializer, Immutable, Alias("AgentCluster.Problem")]
public sealed record Problem
{
    /// <summary>Which family of failure it is; the edges map it once to a status code.</summary>
    [Id(0)]
    public required ProblemKind Kind { get; init; }

    /// <summary>Stable machine-readable code in camelCase, such as <c>unknownSource</c>.</summary>
    [Id(1)]
    public required string Code { get; init; }

    /// <summary>One or two sentences for a person: the fault and the fix.</summary>
    [Id(2)]
    public required string Message { get; init; }

    /// <summary>The field of the request at fault, as the API spells it, or null.</summary>
    [Id(3)]
    public string? Field { get; init; }

    /// <summary>A request field with a value that cannot be used.</summary>
    /// <param name="field">The field as the API spells it.</param>
    /// <param name="message">The fault and the fix.</param>
    /// <param name="code">The stable code; <c>invalid</c> when nothing more precise exists.</param>
    public static Problem Invalid(string field, string message, string code = "invalid") =>
        new() { Kind = ProblemKind.Invalid, Code = code, Message = message, Field = field };

    /// <summary>Something named by the request does not exist.</summary>
    /// <param name="code">The stable code, such as <c>unknownAgent</c>.</param>
    /// <param name="message">The fault and the fix.</param>
    /// <param name="field">The field that named it, or null when the path did.</param>
    public static Problem NotFound(string code, string message, string? field = null) =>
        new() { Kind = ProblemKind.NotFound, Code = code, Message = message, Field = field };

    /// <summary>The request does not fit the present state.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="message">What stands, and what can be done.</param>
    public static Problem Conflict(string code, string message) =>
        new() { Kind = ProblemKind.Conflict, Code = code, Message = message };

    /// <summary>The request is refused by policy.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="message">Why.</param>
    /// <param name="field">The field at fault, or null.</param>
    public static Problem Forbidden(string code, string message, string? field = null) =>
        new() { Kind = ProblemKind.Forbidden, Code = code, Message = message, Field = field };

    /// <summary>Something needed is away for the moment; the same request may succeed later.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="message">What is away.</param>
    public static Problem Unavailable(string code, string message) =>
        new() { Kind = ProblemKind.Unavailable, Code = code, Message = message };
}
