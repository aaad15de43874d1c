using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Primitives;

namespace AgentCluster.Client.Rpc;

/// <summary>What lets the services use the handlers of the HTTP endpoints: the same validation in, the same values and problems out.</summary>
internal static class RpcCall
{
    // Time for the answer itself to reach the caller.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(200);

    /// <summary>Who calls.</summary>
    public static Caller Caller(this ServerCallContext context) => Auth.Caller.Of(context.GetHttpContext());

    /// <summary>A wait that ends before the call's deadline: the status of a question, and its id, are worth more than a deadline that was exceeded.</summary>
    /// <param name="wait">How long the caller wants to wait.</param>
    /// <param name="deadline">The call's deadline in UTC; <see cref="DateTime.MaxValue"/> when it has none.</param>
    /// <param name="now">The present.</param>
    public static TimeSpan Within(TimeSpan wait, DateTime deadline, DateTimeOffset now)
    {
        var left = deadline - now.UtcDateTime - Margin;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < wait ? left : wait;
    }

    /// <summary>The validated body of a request.</summary>
    /// <exception cref="ProblemException">It cannot be used.</exception>
    public static Body<T> Checked<T>(T value)
        where T : class, IRequestBody, new() =>
        Body<T>.Of(value) is var body && body.Refusal is { } refusal ? throw new ProblemException(refusal) : body;

    /// <summary>Fields of a request, read and validated like the query of a URL; those that are null are absent.</summary>
    public static QueryReader Query(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var given = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                given[name] = value is Timestamp instant ? TextOf(instant) : Convert.ToString(value, CultureInfo.InvariantCulture);
            }
        }

        return new(new QueryCollection(given));
    }

    /// <summary>The value that a handler answers with.</summary>
    /// <exception cref="ProblemException">It answers with a problem.</exception>
    public static T Value<T>(this IResult result) => result switch
    {
        Answer { Value: T value } => value,
        ProblemAnswer problem => throw new ProblemException(problem),
        _ => throw new InvalidOperationException($"{result} is no {typeof(T).Name}."),
    };

    private static string TextOf(Timestamp instant)
    {
        try
        {
            return instant.ToDateTimeOffset().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (InvalidOperationException)
        {
            return instant.ToDiagnosticString();
        }
    }
}
