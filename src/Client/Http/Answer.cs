using System.Text.Json;

namespace AgentCluster.Client.Http;

/// <summary>A JSON answer that can be kept for repetitions of its request.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Value">What goes out.</param>
/// <param name="Location">The <c>Location</c> header, or null.</param>
internal sealed record Answer(int Status, object Value, string? Location = null) : IResult, IStatusCodeHttpResult
{
    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>200 with a value.</summary>
    public static Answer Ok(object value) => new(StatusCodes.Status200OK, value);

    /// <summary>200 with the mapped value, or the problem that stands in its place.</summary>
    /// <typeparam name="T">What the cluster answers.</typeparam>
    public static IResult Of<T>(Outcome<T> outcome, Func<T, object> map) =>
        outcome.Succeeded ? Ok(map(outcome.Value)) : ProblemAnswer.From(outcome.Problem);

    /// <summary>The body as text.</summary>
    public string ToJson() => JsonSerializer.Serialize(Value, Value.GetType(), WireJson.Answers);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (Location is not null)
        {
            httpContext.Response.Headers.Location = Location;
        }

        return httpContext.Response.WriteAsJsonAsync(Value, Value.GetType(), WireJson.Answers, contentType: null, httpContext.RequestAborted);
    }
}
